/** 社内の確認: a colleague looks at what another prepared before it is handed in. */

import { expect, type Page } from '@playwright/test';
import { become } from '../test.ts';
import { goToCheck } from './applications.ts';

/** Lets somebody speak for the office of whoever is here, and look at its applications before they are handed in. */
export async function nameConfirmer(page: Page, name: string, email: string): Promise<void> {
  await page.goto('/t/midorino/my/people');
  await page.getByLabel('お名前').fill(name);
  await page.getByLabel('メールアドレス').fill(email);
  await page.locator('[name=office]').first().check();
  await page.getByRole('button', { name: 'この方を加える' }).click();
  await page.getByText('申請の前に、ほかの方の確認を必要とする').click();
  await page.getByRole('checkbox', { name }).check();
  await page.getByRole('button', { name: /^確認者を決める/ }).click();
  await expect(page.getByText('確認者を決めました')).toBeVisible();
}

/** Opens what colleagues ask about, wait for or sent back, from its card on the home of one of the people. */
export async function openNews(page: Page, person: string, news: string): Promise<void> {
  await become(page, person);
  await page.goto('/t/midorino/my');
  await page.locator('.turn', { hasText: news }).getByRole('link').click();
}

/** Asks the confirmer to look, from the list of tasks. */
export async function askToConfirm(page: Page): Promise<void> {
  const list = page.getByRole('link', { name: '申請の項目へ戻る' }).first();
  if (await list.isVisible()) await list.click();
  await goToCheck(page, '内容を確かめて確認を依頼する');
  await page.getByRole('button', { name: 'この内容で確認を依頼する' }).click();
  await expect(page.getByText('確認者の確認を待っています')).toBeVisible();
}
