/** 代理入力: a paper on its way from the menu to its receipt number, as a clerk enters it. */

import { expect, type Page } from '@playwright/test';
import { goTo } from '../test.ts';
import { attach, goToCheck } from './applications.ts';

/** A day as an officer types it, so many days from today in Japan. */
export function day(away: number): string {
  const there = new Date(Date.now() + (9 * 60 * 60 + away * 24 * 60 * 60) * 1000);
  return there.toISOString().slice(0, 10);
}

/** Finds the office of the paper, from the menu. */
export async function findOffice(page: Page, words: string): Promise<void> {
  await page.goto('/t/midorino');
  await goTo(page, '代理入力');
  await page.getByRole('main').getByRole('searchbox').fill(words);
  await page.getByRole('button', { name: 'さがす' }).click();
  await page.getByRole('link', { name: /の申請を入力する/ }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('紙の申請書を入力する');
}

/** Says when and how the paper came. */
export async function beginPaper(page: Page, programme: string, arrived: string): Promise<void> {
  const choice = page.getByRole('radio', { name: programme });
  if ((await choice.count()) > 0) await choice.check();
  await page.getByLabel('郵送').check();
  await page.getByLabel('到達日').fill(arrived);
  await page.getByRole('button', { name: '申請書の入力を始める' }).click();
}

async function openTask(page: Page, title: string): Promise<void> {
  await page.getByRole('link', { name: title, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
}

const save = (page: Page) => page.getByRole('button', { name: '保存して続ける' }).click();

/** Copies the paper, which names no mail address. */
export async function copyThePaper(page: Page, sheet: Buffer): Promise<void> {
  await openTask(page, '事業所の確認');
  await page.getByLabel('はい、正しいです').check();
  await save(page);
  await openTask(page, '申請者と連絡先');
  await page.locator('[name=corporation]').fill('有限会社つばめケア');
  await page.locator('[name=representative_name]').fill('燕　美咲');
  await page.locator('[name=address]').fill('みどり県みどり野市若葉台２－４－１');
  await page.locator('[name=contact_name]').fill('燕　美咲');
  await page.locator('[name=phone]').fill('０７４１－００－１０１５');
  await save(page);
  await openTask(page, '補助を受ける経費');
  await page.locator('[name=paid]').fill('21,000');
  await page.locator('[name=paid_on]').fill('令和8年10月1日');
  await save(page);
  await openTask(page, '添付書類');
  const scanned = { name: 'スキャン0001.pdf', mimeType: 'application/pdf', buffer: sheet };
  await attach(page, scanned);
  await page.getByRole('link', { name: '申請の項目へ戻る' }).first().click();
  await openTask(page, '誓約と同意');
  for (const box of await page.getByRole('checkbox').all()) await box.check();
  await save(page);
}

/** A scanned paper: here, the programme's own sheet for officers. */
export async function scan(page: Page, programme: string): Promise<Buffer> {
  await page.goto('/t/midorino/programmes');
  await page.getByRole('link', { name: programme }).click();
  const sheet = await page.getByRole('link', { name: 'A4の案内（PDF）' }).getAttribute('href');
  return (await page.request.get(sheet!)).body();
}

/** Gives it its receipt number. */
export async function receivePaper(page: Page): Promise<void> {
  await goToCheck(page, '内容を確かめて受け付ける');
  await page.getByRole('button', { name: 'この内容で受け付ける' }).click();
  await expect(page.locator('.confirmation__number')).toHaveText(/R8-\d{4}/);
}
