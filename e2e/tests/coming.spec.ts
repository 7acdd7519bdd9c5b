/** Coming to a session (J17): by a public page without an account, through an officer, at the door; and the report. */

import type { Page } from '@playwright/test';
import { become, expect, look, test } from '../support/test.ts';

/** Sends the form and answers with the status. */
async function send(page: Page, button: string): Promise<number> {
  const answer = page.waitForResponse((response) => response.request().isNavigationRequest() && response.request().method() === 'POST');
  await page.getByRole('button', { name: button, exact: true }).first().click();
  return (await answer).status();
}

test('an office without an account registers two people; its question is answered, and the city enters who telephoned', async ({ page }) => {
  test.setTimeout(90_000);
  await page.goto('/t/midorino/guide/demos');
  await look(page, 'coming-public-list');
  await page.getByRole('link', { name: '詳細と申込み' }).first().click();
  await page.getByLabel('事業所や団体の名前').fill('ひまわりデイサービス');
  await page.getByLabel('参加する人数').fill('二人');
  await page.getByLabel('講師への質問').fill('費用は毎年かかりますか');
  expect(await send(page, 'この内容で申し込む')).toBe(422);
  await expect(page.getByRole('alert').getByRole('link', { name: '参加する人数は数字で入力してください' })).toBeVisible();
  await expect(page.getByRole('alert').getByRole('link', { name: '「車で来ますか」に答えてください' })).toBeVisible();
  await expect(page.getByLabel('講師への質問')).toHaveValue('費用は毎年かかりますか');
  await look(page, 'wrong-coming');
  // What the city asks besides: one of two must be answered.
  await page.getByRole('group', { name: '車で来ますか' }).getByLabel('はい').check();
  await page.getByLabel('いちばん知りたいこと').selectOption('費用');
  await page.getByLabel('参加する人数').fill('２');
  await page.getByLabel('参加する人（代表）の氏名').fill('向井 葵');
  await page.getByLabel('メールアドレス').fill('mukai@himawari.example.jp');
  expect(await send(page, 'この内容で申し込む')).toBe(303);
  await expect(page.getByText('申込みを受け付けました。')).toBeVisible();
  await expect(page.getByRole('img', { name: '受付で読み取るQRコード' })).toBeVisible();
  await look(page, 'coming-own');
  const own = page.url().split('?')[0]!;

  await become(page, 'clerk');
  await page.goto('/t/midorino/demos');
  await page.getByRole('row').filter({ hasText: '開催決定' }).first().getByRole('link').first().click();
  await expect(page.getByRole('heading', { name: '参加の受付と当日' })).toBeVisible();
  await look(page, 'coming-session');
  const path = new URL(page.url()).pathname;
  await page.goto(`${path}/registrations/new`);
  await page.getByLabel('事業所や団体の名前').fill('わかば荘');
  await page.getByLabel('参加する人数').fill('1');
  await page.getByLabel('参加する人（代表）の氏名').fill('若葉 茂');
  expect(await send(page, 'この内容で申し込む')).toBe(422);
  await look(page, 'wrong-entry');
  await page.getByLabel('電話番号').fill('0741-00-3000');
  expect(await send(page, 'この内容で申し込む')).toBe(303);
  await expect(page.getByRole('row').filter({ hasText: 'わかば荘' })).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: 'ひまわりデイサービス' })).toContainText('車で来ますか：はい');
  await page.goto(`${path}/questions`);
  await page.getByLabel('回答', { exact: false }).first().fill('毎年21,000円です。');
  await look(page, 'demo-questions');
  expect(await send(page, '回答を保存する')).toBe(303);
  await page.goto(`${path}/invitations`);
  await look(page, 'demo-invitations');
  await page.goto(`${path}/admission`);
  await look(page, 'demo-admission');

  await page.goto(own);
  await expect(page.getByText('毎年21,000円です。')).toBeVisible();
  await page.getByRole('link', { name: '別の回に変える' }).click();
  await look(page, 'coming-switch');
  await page.getByRole('link', { name: /の回を選ぶ$/ }).first().click();
  await look(page, 'coming-switch-chosen');
  await page.goto(own);
  await page.getByRole('link', { name: 'この申込みを取り消す' }).click();
  expect(await send(page, '取り消す')).toBe(303);
  await expect(page.getByRole('heading', { name: 'この申込みは取り消されています' })).toBeVisible();
});

test('the day is counted at the door, and its report says 18 offices and 23 people', async ({ page }) => {
  await become(page, 'clerk');
  await page.goto('/t/midorino/demos?span=over');
  await page.getByRole('row').filter({ hasText: '開催済み' }).first().getByRole('link').first().click();
  const path = new URL(page.url()).pathname;
  await page.goto(`${path}/door`);
  await page.getByLabel('受付番号（4けた）・事業所名・氏名').fill('つばめ');
  await page.getByRole('button', { name: '探す' }).click();
  await look(page, 'demo-door');
  await page.getByLabel('来た人数').first().fill('たくさん');
  expect(await send(page, '受付する')).toBe(422);
  await look(page, 'wrong-door');

  await page.goto(`${path}/report`);
  await expect(page.locator('.stat').filter({ hasText: '参加した事業所・団体' })).toContainText('18');
  await expect(page.locator('.stat').filter({ hasText: '参加した人' })).toContainText('23');
  expect(await send(page, '保存して報告する')).toBe(422);
  await expect(page.getByRole('alert').getByRole('link', { name: '実施の概要を入力してください' })).toBeVisible();
  await page.getByLabel('実施の概要').fill('送受信を交代で体験しました。');
  expect(await send(page, '保存して報告する')).toBe(303);
  await expect(page.getByText('報告しました。')).toBeVisible();
  await look(page, 'demo-report');
  const sheet = await page.request.get(`${path}/report.pdf`);
  expect(sheet.headers()['content-type']).toBe('application/pdf');
});
