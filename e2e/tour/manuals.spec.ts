/** The pictures of the manuals, taken from the pages that they explain. */

import type { Page } from '@playwright/test';
import { beginApplication } from '../support/journeys/applications.ts';
import { openAtDesk } from '../support/journeys/review.ts';
import { become, comeHome, expect, pictureForTree, test } from '../support/test.ts';

/** Takes the picture of one step. */
async function step(page: Page, manual: string, key: string, address?: string): Promise<void> {
  if (address !== undefined) expect((await page.goto(address))?.status(), address).toBe(200);
  // The bar of the demonstration is not there where the product is used.
  await page.evaluate(() => window.scrollTo(0, document.querySelector<HTMLElement>('.header__bar')!.getBoundingClientRect().top + window.scrollY));
  await pictureForTree(page, `app/assets/manual-${manual}-${key}.png`);
}

test.use({ viewport: { width: 960, height: 600 } });

test('the pictures of the clerk', async ({ page }) => {
  await become(page, 'clerk');
  await step(page, 'clerk', 'home', '/t/midorino');
  await page.goto('/t/midorino/imports');
  await page.getByRole('link', { name: '事業所一覧(R6.4.1).xlsx' }).click();
  await step(page, 'clerk', 'import');
  await step(page, 'clerk', 'register', '/t/midorino/offices?q=さとのもり');
  await step(page, 'clerk', 'programme', '/t/midorino/programmes/new?template=licence_in_full');
  await openAtDesk(page, 'clerk', 'R8-0091');
  await step(page, 'clerk', 'review');
  await page.getByRole('link', { name: '補正を依頼する' }).click();
  await step(page, 'clerk', 'correction');
  await page.goBack();
  await page.getByRole('link', { name: '起案する' }).click();
  await step(page, 'clerk', 'proposal');
  await step(page, 'clerk', 'demo', '/t/midorino/demos');
  await step(page, 'clerk', 'outreach', '/t/midorino/mailings');
});

test('the pictures of the approver', async ({ page }) => {
  await become(page, 'approver');
  await step(page, 'approver', 'home', '/t/midorino');
  await openAtDesk(page, 'approver', 'R8-0088');
  await page.getByRole('link', { name: '決裁する' }).click();
  await step(page, 'approver', 'decision');
});

test('the pictures of the office', async ({ page }) => {
  await page.goto('/t/midorino/guide');
  await page.getByRole('main').getByRole('link').first().click();
  const guide = new URL(page.url()).pathname;
  await step(page, 'applicant', 'eligibility');
  await beginApplication(page, guide);
  await step(page, 'applicant', 'tasks');
  const own = new URL(page.url()).pathname;
  await step(page, 'applicant', 'documents', `${own}/documents/licence_proof`);
  await comeHome(page, 'satonomori');
  await step(page, 'applicant', 'status');
  await page.getByRole('link', { name: '申請の内容を見る' }).first().click();
  await step(page, 'applicant', 'check');
  await step(page, 'applicant', 'demo', '/t/midorino/my/demos');
});

test('the pictures of the administrator', async ({ page }) => {
  await become(page, 'administrator');
  await step(page, 'administrator', 'people', '/t/midorino/people');
  await step(page, 'administrator', 'handover', '/t/midorino/handovers');
  await step(page, 'administrator', 'settings', '/t/midorino/settings');
  await step(page, 'administrator', 'audit', '/t/midorino/audit');
});

test('the pictures of the federation', async ({ page }) => {
  await become(page, 'federation');
  await step(page, 'federation', 'home', '/t/midori-kokuhoren');
  await step(page, 'federation', 'week', '/t/midori-kokuhoren/demos/week');
  await page.goto('/t/midori-kokuhoren/demos');
  await page.getByRole('row').filter({ hasText: 'みさき町' }).first().getByRole('link').first().click();
  await page.getByRole('link', { name: '日時と機材を決める' }).click();
  await step(page, 'federation', 'confirmation');
  await step(page, 'federation', 'entry', '/t/midori-kokuhoren/demos/entry');
});
