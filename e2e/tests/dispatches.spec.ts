/** Speakers of 国保中央会 (J15) and its occasions: three houses and somebody who does not sign in. */

import type { Page } from '@playwright/test';
import { become, comeHome, expect, look, test } from '../support/test.ts';

/** Sends the form and answers with the status. */
async function send(page: Page, button: string): Promise<number> {
  const answer = page.waitForResponse((response) => response.request().isNavigationRequest() && response.request().method() === 'POST');
  await page.getByRole('button', { name: button, exact: true }).click();
  return (await answer).status();
}

test('a speaker is asked for, another format is proposed, and the city approves what a journey costs', async ({ page }) => {
  test.setTimeout(120_000);
  await comeHome(page, 'central');
  await look(page, 'central-home');
  await page.getByRole('row').filter({ hasText: 'さくら市' }).getByRole('link').first().click();
  await look(page, 'dispatch-central');
  await page.getByRole('link', { name: '回答する' }).click();
  expect(await send(page, 'この内容で回答する')).toBe(422);
  await expect(page.getByRole('alert').getByRole('link', { name: '回答を選んでください' })).toBeVisible();
  await look(page, 'wrong-dispatch-answer');
  await page.getByLabel('別案を示す（ほかの日時、オンライン）').check();
  await page.getByLabel('オンラインなら対応できる').check();
  await page.getByLabel('別案に添えること').fill('この週は講師が出払っています。');
  expect(await send(page, 'この内容で回答する')).toBe(303);
  await page.goto('/t/chuokai/lecturers');
  await look(page, 'lecturers');

  await comeHome(page, 'federation');
  await expect(page.getByRole('heading', { name: '国保中央会から別案が届いた依頼' })).toBeVisible();
  await page.goto('/t/midori-kokuhoren/dispatches');
  await look(page, 'dispatches-federation');
  await page.getByRole('row').filter({ hasText: 'さくら市' }).getByRole('link').first().click();
  await expect(page.getByText('オンラインなら対応できます')).toBeVisible();
  await look(page, 'dispatch-federation');
  await page.getByRole('link', { name: '改めて依頼する' }).click();
  await page.getByLabel('オンライン', { exact: true }).check();
  await look(page, 'dispatch-asked-again');
  expect(await send(page, 'この内容で改めて依頼する')).toBe(303);
  await expect(page.getByText('オンラインのため、旅費はかかりません。')).toBeVisible();

  await comeHome(page, 'approver');
  await page.getByRole('row').filter({ hasText: '43,640円' }).getByRole('link').click();
  await look(page, 'dispatch-approval');
  expect(await send(page, 'この内容で回答する')).toBe(422);
  await page.getByLabel('承認する', { exact: true }).check();
  expect(await send(page, 'この内容で回答する')).toBe(303);
  await expect(page.getByText('旅費を承認しました。連合会にメールで知らせました。')).toBeVisible();
});

test('a body registers without signing in, and the table by prefecture counts it at once', async ({ page }) => {
  await page.goto('/t/chuokai/public/occasions');
  await look(page, 'public-occasions');
  await page.getByRole('link', { name: '自治体向けウェビナー', exact: true }).click();
  await page.getByRole('radio', { name: '特別区' }).check();
  await page.locator('select[name=prefecture]').selectOption({ label: '大阪府' });
  await page.getByLabel('団体の名称').fill('中央区');
  await page.getByLabel('参加する人数').fill('２人');
  await page.getByLabel('担当者の氏名').fill('浪速 花');
  await page.getByLabel('担当者の電話番号').fill('0741-00-5000');
  await page.getByLabel('担当者のメールアドレス').fill('hana@example.jp');
  expect(await send(page, 'この内容で申し込む')).toBe(422);
  await look(page, 'wrong-body');
  await page.getByRole('radio', { name: '市', exact: true }).check();
  await page.getByLabel('団体の名称').fill('大阪市');
  expect(await send(page, 'この内容で申し込む')).toBe(303);
  await expect(page.getByText('申込みを受け付けました。控えのメールを送りました。')).toBeVisible();
  await look(page, 'body-registered');

  await become(page, 'central');
  await page.goto('/t/chuokai/occasions');
  await look(page, 'occasions');
  await page.getByRole('link', { name: '自治体向けウェビナー', exact: true }).click();
  await look(page, 'occasion');
  await page.getByRole('link', { name: '都道府県別の申込状況' }).click();
  await expect(page.getByRole('row').filter({ hasText: '大阪府' }).getByRole('cell', { name: '2.3%' })).toBeVisible();
  await look(page, 'occasion-table');
});
