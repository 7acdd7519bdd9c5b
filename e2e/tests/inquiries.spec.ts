/** 照会: a federation asks its cities, a city answers, and the federation sees it at once. */

import type { Page } from '@playwright/test';
import { become, expect, look, test } from '../support/test.ts';

/** Sends the form and answers with the status. */
async function send(page: Page, button: string): Promise<number> {
  const answer = page.waitForResponse((response) => response.request().isNavigationRequest() && response.request().method() === 'POST');
  await page.getByRole('button', { name: button, exact: true }).click();
  return (await answer).status();
}

test('a federation asks, a city keeps and hands in its answer, and the table has it', async ({ page }) => {
  const title = `体験会の希望 ${Date.now()}`;
  await become(page, 'federation');
  await page.goto('/t/midori-kokuhoren/inquiries');
  await look(page, 'inquiries');
  await page.getByRole('link', { name: '照会を作る' }).click();
  expect(await send(page, '設問に進む')).toBe(422);
  await look(page, 'wrong-inquiry');
  await page.getByRole('radio', { name: 'デモ・説明会の開催希望についての照会', exact: true }).check();
  await page.getByLabel('件名').fill(title);
  await page.getByLabel('回答期限').fill(`${new Date().getFullYear() + 2}-01-01`);
  expect(await send(page, '設問に進む')).toBe(422);
  await expect(page.getByRole('alert').getByRole('link', { name: /^回答期限が1年より先です/ })).toBeVisible();
  const nextMonth = new Date(Date.now() + 30 * 24 * 3600 * 1000).toISOString().slice(0, 10);
  await page.getByLabel('回答期限').fill(nextMonth);
  expect(await send(page, '設問に進む')).toBe(303);
  await look(page, 'inquiry-questions');
  await page.getByRole('link', { name: '確かめて照会する' }).click();
  await look(page, 'inquiry-opening');
  expect(await send(page, '照会する')).toBe(303);
  await expect(page.getByText('照会しました。')).toBeVisible();
  await look(page, 'inquiry');

  await become(page, 'clerk');
  await page.goto('/t/midorino/asked');
  await page.getByRole('link', { name: title }).click();
  await look(page, 'asked');
  await page.getByRole('radio', { name: '希望する', exact: true }).check();
  expect(await send(page, '途中で保存する')).toBe(303);
  expect(await send(page, '回答を提出する')).toBe(422);
  await page.getByRole('checkbox', { name: '実機での体験' }).check();
  await page.getByLabel('問3　参加を見込む人数をお答えください。').fill('３０');
  expect(await send(page, '回答を提出する')).toBe(303);
  await expect(page.getByText('回答を提出しました。期限までは訂正できます。')).toBeVisible();
  await look(page, 'asked-answered');

  await become(page, 'federation');
  await page.goto('/t/midori-kokuhoren/inquiries');
  await page.getByRole('link', { name: title }).click();
  await expect(page.getByRole('row').filter({ hasText: 'みどり野市' }).getByText('回答済み')).toBeVisible();
  await page.getByRole('link', { name: '回答の表を見る' }).click();
  await expect(page.getByRole('cell', { name: '実機での体験' }).first()).toBeVisible();
  await look(page, 'inquiry-answers');
});
