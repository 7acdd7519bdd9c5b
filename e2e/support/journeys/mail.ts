/** The mails that the demonstration shows instead of sending. */

import { expect, type BrowserContext, type Page } from '@playwright/test';

/** The newest mail there was when a browser last asked for one to itself: what it waits for is newer. */
const before = new WeakMap<BrowserContext, string | undefined>();

/** Remembers which mails are there already, right before something is pressed that sends one. */
export async function markMails(page: Page): Promise<void> {
  const list = await (await page.request.get('/outbox')).text();
  before.set(page.context(), /href="(\/outbox\/[^"]+)"/.exec(list)?.[1]);
}

/** Opens the newest mail with these words in its subject that came after the mark; it may still be on its way. */
export async function openMail(page: Page, subject: string | RegExp): Promise<void> {
  const known = before.get(page.context());
  const mails = page.getByRole('main').getByRole('link');
  const mail = mails.filter({ hasText: subject }).first();
  await expect(async () => {
    await page.goto('/outbox');
    await expect(mail).toBeVisible({ timeout: 500 });
    if (known) {
      const addresses = await mails.evaluateAll((links) => links.map((link) => link.getAttribute('href')));
      const newer = addresses.slice(0, addresses.includes(known) ? addresses.indexOf(known) : undefined);
      expect(newer, 'it came after the mark').toContain(await mail.getAttribute('href'));
    }
  }).toPass({ timeout: 20_000 });
  await mail.click();
  await expect(page.locator('.letter')).toBeVisible();
}

/** Follows the link in the mail that is open. */
export async function followLink(page: Page): Promise<void> {
  await page.locator('.letter a').first().click();
}
