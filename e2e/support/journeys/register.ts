/** The register and the lists that fill it. */

import { expect, type Page } from '@playwright/test';
import { become } from '../test.ts';

/** A list to practise with, as the upload page offers it. */
export async function practiceList(page: Page, name: string): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  const answer = await page.request.get(`/demo/lists/${name}`);
  expect(answer.status()).toBe(200);
  return { name, mimeType: 'application/octet-stream', buffer: await answer.body() };
}

/** Uploads a list as a clerk; the browser then stands at its preview. */
export async function upload(page: Page, list: { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
  await become(page, 'clerk');
  await page.goto('/t/midorino/imports/new');
  await page.locator('[name=file]').setInputFiles(list);
  await page.getByRole('button', { name: '読み取って確かめる' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('取込の内容を確かめる');
}

/** The number in the tile with this label. */
export async function tile(page: Page, label: string): Promise<number> {
  const stat = page.locator('.stat', { hasText: label });
  return Number((await stat.locator('.stat__value').first().textContent())!.replaceAll(/[^0-9]/g, ''));
}

/** Sends a list that is written here. */
export async function sendList(page: Page, name: string, text: string): Promise<void> {
  await page.goto('/t/midorino/imports/new');
  await page.locator('[name=file]').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
  await page.getByRole('button', { name: '読み取って確かめる' }).click();
}
