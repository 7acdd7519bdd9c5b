/** The mails that the demonstration shows instead of sending. */

import { expect, type Page } from '@playwright/test';

/** Opens the newest mail with these words in its subject; it may still be on its way. */
export async function openMail(page: Page, subject: string | RegExp): Promise<void> {
  const mail = page.getByRole('main').getByRole('link', { name: subject }).first();
  await expect(async () => {
    await page.goto('/outbox');
    await expect(mail).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 20_000 });
  await mail.click();
  await expect(page.locator('.letter')).toBeVisible();
}

/** Follows the link in the mail that is open. */
export async function followLink(page: Page): Promise<void> {
  await page.locator('.letter a').first().click();
}
