/** An application at the desk of the city: taken up, asked back, judged, proposed, decided. */

import { expect, type Page } from '@playwright/test';
import { become } from '../test.ts';

/** Opens an application at the desk, by its receipt number, as one of the officers. */
export async function openAtDesk(page: Page, person: string, receipt: string): Promise<void> {
  await become(page, person);
  await page.goto(`/t/midorino/applications?st=all&q=${receipt}`);
  // Every programme counts from 1; the queue ends with what came last.
  await page.getByRole('link', { name: receipt, exact: true }).last().click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(receipt);
}

/** Takes it up. */
export async function take(page: Page): Promise<void> {
  await page.getByRole('button', { name: '担当になって審査を始める' }).click();
  await expect(page.getByText('担当：あなた')).toBeVisible();
}

/** Judges every criterion to be met. */
export async function judge(page: Page): Promise<void> {
  for (const choice of await page.getByRole('radio', { name: '適合', exact: true }).all()) await choice.check();
  await page.getByRole('button', { name: '判定を保存する' }).click();
  await expect(page.getByText(/(\d+) \/ \1 件を判定済み/)).toBeVisible();
}

/** Asks for another document. */
export async function askBack(page: Page, sentence: string): Promise<void> {
  await page.getByRole('link', { name: '補正を依頼する' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('補正を依頼する');
  const item = page.locator('details', { has: page.locator('[name="document.licence_proof"]') });
  if ((await item.getAttribute('open')) === null) await item.locator('summary').click();
  await page.locator('[name="document.licence_proof"]').fill(sentence);
  await page.getByRole('button', { name: 'この内容で補正を依頼する' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('R');
  await expect(page.locator('.page-header').getByText('補正依頼中')).toBeVisible();
}

/** Proposes a grant. */
export async function propose(page: Page): Promise<void> {
  await page.getByRole('link', { name: '起案する' }).click();
  await page.getByLabel(/^交付する（/).check();
  await page.getByRole('button', { name: 'この内容で起案する' }).click();
  await expect(page.locator('.page-header').getByText('決裁待ち')).toBeVisible();
}

/** Decides as was proposed. */
export async function decide(page: Page): Promise<void> {
  await page.getByRole('link', { name: '決裁する' }).click();
  await expect(page.getByRole('heading', { name: '予算への影響' })).toBeVisible();
  await page.getByRole('button', { name: /で決裁する$/ }).click();
  await expect(page.locator('.page-header').getByText('交付決定')).toBeVisible();
}
