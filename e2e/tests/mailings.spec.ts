/** Outreach as its people do it: a list, a mail, a test, the sending, what came of it, and the way out. */

import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/accessible.ts';
import { openMail } from '../support/journeys/mail.ts';
import { become, comeHome, expect, goTo, look, test } from '../support/test.ts';

/** Sends a form and expects the same page with a sentence in its summary and beside its field. */
async function sendWrong(page: Page, button: string, sentence: RegExp): Promise<void> {
  const answer = page.waitForResponse((response) => response.request().isNavigationRequest());
  await page.getByRole('button', { name: button }).click();
  expect((await answer).status()).toBe(422);
  await expect(page).toHaveTitle(/^エラー：/);
  await expect(page.getByRole('alert')).toContainText(sentence);
  await expect(page.locator('.field__error').filter({ hasText: sentence })).toHaveCount(1);
}

/** The checker is a script, so it looks only where scripts run; the page is the same. */
async function expectAccessibleWithScripts(page: Page): Promise<void> {
  if (test.info().project.use.javaScriptEnabled !== false) await expectAccessible(page);
}

test('a clerk makes a list, writes to it, sends it and sees what came of it', async ({ page }) => {
  await comeHome(page, 'clerk');
  await goTo(page, '周知');
  await page.getByRole('main').getByRole('link', { name: 'お知らせ', exact: true }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: 'お知らせ' })).toBeVisible();
  await look(page, 'mailings');

  await page.getByRole('link', { name: '対象リスト', exact: true }).first().click();
  await look(page, 'segments');
  await page.getByRole('link', { name: '対象リストを作る' }).click();
  await page.getByLabel('リストの名前').fill('ひだまりのみ');
  await page.getByLabel('申請している事業所').check();
  await page.locator('[name=fiscal_year]').fill('来年');
  await sendWrong(page, '保存して件数を見る', /申請の年度/);
  await look(page, 'segment-wrong');
  await expect(page.locator('[name=fiscal_year]')).toHaveValue('来年');
  await page.locator('[name=application]').first().check();
  await page.locator('[name=mail][value=known]').check();
  await page.locator('[name=area]').fill('みどり野市');
  await page.getByRole('button', { name: '保存して件数を見る' }).click();
  await expect(page.getByText('住所に「みどり野市」を含み、メールアドレスがわかっていて、営業中の事業所')).toBeVisible();
  await look(page, 'segment');

  await page.getByRole('link', { name: 'このリストにお知らせを書く' }).click();
  await page.locator('[name=subject]').fill('{{事業者名}}の皆さまへ');
  await page.locator('[name=body]').fill('{{事業所名}} 御中\n\n説明会を開きます。');
  await sendWrong(page, '保存してプレビューを見る', /「事業者名」は「事業所名」ではありませんか/);
  await look(page, 'mailing-wrong');
  const ending = `の皆さまへ（${test.info().project.name}）`;
  await page.locator('[name=subject]').fill(`{{事業所名}}${ending}`);
  await page.getByRole('button', { name: '保存してプレビューを見る' }).click();
  await expect(page.getByRole('heading', { name: '名前がいちばん長い事業所' })).toBeVisible();
  await look(page, 'mailing-preview');

  await page.locator('[name=office]').fill('12');
  const wrong = page.waitForResponse((response) => response.request().isNavigationRequest());
  await page.getByRole('button', { name: '表示する' }).click();
  expect((await wrong).status()).toBe(422);
  await expect(page.getByRole('alert')).toContainText('10桁');
  await page.getByRole('button', { name: /^テスト送信する/ }).click();
  await expect(page.getByText('にテストメールを送りました')).toBeVisible();

  await page.getByRole('link', { name: '送信の確認へ進む' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('通のメールの承認を依頼しますか');
  await page.locator('[name=send_time]').fill('9:00');
  await sendWrong(page, '通の承認を依頼する', /時刻だけでは、いつかわかりません/);
  await expect(page.locator('[name=send_time]')).toHaveValue('9:00');
  await look(page, 'mailing-sending');
  await page.locator('[name=send_time]').fill('');
  await page.getByRole('button', { name: /通の承認を依頼する$/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('通のお知らせの承認');
  await expect(page.getByText('書いた人や依頼した人は、承認できません')).toBeVisible();
  await expect(page.getByRole('button', { name: /^承認して/ })).toHaveCount(0);
  await look(page, 'mailing-approval-own');

  await become(page, 'approver');
  await page.goto('/t/midorino/mailings');
  await page.getByRole('main').getByRole('link', { name: ending }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('通のお知らせの承認');
  await expectAccessibleWithScripts(page);
  await look(page, 'mailing-approval');
  await page.getByRole('button', { name: /^承認して\d+通を送る$/ }).click();
  await expect(page.getByText('承認しました')).toBeVisible();
  await expect(page.getByRole('heading', { name: '事業所ごとの結果' })).toBeVisible();
  await look(page, 'mailing-sent');
});

test('a sent mailing shows numbers that add up, and its table can be saved', async ({ page }) => {
  await become(page, 'viewer');
  await page.goto('/t/midorino/mailings');
  await page.getByRole('link', { name: /説明会のご案内/ }).click();
  const stat = (label: string) => page.locator('.stat').filter({ hasText: label }).locator('.stat__value');
  const number = async (label: string) => Number((await stat(label).textContent())!.replace('件', ''));
  const [all, withMail, without] = [await number('対象'), await number('メールアドレスあり'), await number('メールアドレスなし')];
  // The numbers of the journey (J19): 188 = 171 + 17, 171 = 163 + 3 + 5.
  expect([all, withMail, without]).toEqual([188, 171, 17]);
  const outcomes = page.getByRole('navigation', { name: '結果で絞り込む' });
  for (const [outcome, offices] of [['送信済み', 163], ['不達', 3], ['配信停止', 5]] as const) {
    await expect(outcomes.getByRole('link', { name: new RegExp(`^${outcome}\\D*${offices}\\D*$`) })).toBeVisible();
  }
  await expect(page.getByRole('button', { name: /送信/ })).toHaveCount(0);
  await look(page, 'mailing-result');
  await page.getByRole('navigation', { name: '結果で絞り込む' }).getByRole('link', { name: /^不達/ }).click();
  await expect(page.getByText('このアドレスには届きません').first()).toBeVisible();
  await look(page, 'mailing-refused');
  await expectAccessibleWithScripts(page);

  const table = await page.request.get((await page.getByRole('link', { name: '事業所ごとの結果をCSV（UTF-8）で保存する' }).getAttribute('href'))!);
  expect(table.headers()['content-type']).toBe('text/csv; charset=utf-8');
  expect((await table.text()).split('\r\n')).toHaveLength(all + 2);
  const labels = await page.request.get((await page.getByRole('link', { name: '宛名ラベル（A4・12面）' }).getAttribute('href'))!);
  expect(labels.headers()['content-type']).toBe('application/pdf');
});

test('an office stops these mails without signing in, is told what still arrives, and can take it back', async ({ page, context }) => {
  await become(page, 'clerk');
  await page.goto('/t/midorino');
  await page.getByRole('link', { name: /ライセンス料の補助金をご存じですか/ }).click();
  await page.getByRole('button', { name: /^テスト送信する/ }).click();
  await expect(page.getByText('にテストメールを送りました')).toBeVisible();
  await context.clearCookies();
  await openMail(page, /^【テスト】/);
  await page.getByRole('link', { name: /\/stop\// }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'お知らせの配信を止めますか' })).toBeVisible();
  await expectAccessibleWithScripts(page);
  await look(page, 'stop');
  await page.getByRole('button', { name: '配信を止める' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'お知らせの配信を止めました' })).toBeVisible();
  await expect(page.getByText('決定の通知など、手続に必要なお知らせは、これからも')).toBeVisible();
  await expect(page.locator('script')).toHaveCount(0);
  await look(page, 'stopped');
  await page.getByRole('button', { name: 'お知らせの配信を再開する' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'お知らせの配信を止めますか' })).toBeVisible();
});
