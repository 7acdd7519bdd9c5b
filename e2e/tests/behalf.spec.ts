/** 代理入力: a clerk enters a paper that came by post, and the office keeps a receipt; also where there is no public side. */

import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/accessible.ts';
import { publishProgramme } from '../support/journeys.ts';
import { become, expect, picture, test } from '../support/test.ts';

const PROGRAMME = '紙でも申請できる補助金';

/** A day as an officer types it, so many days from today in Japan. */
function day(away: number): string {
  const there = new Date(Date.now() + (9 * 60 * 60 + away * 24 * 60 * 60) * 1000);
  return there.toISOString().slice(0, 10);
}

/** Finds the office of the paper, from the menu. */
async function findOffice(page: Page, words: string): Promise<void> {
  await page.goto('/t/midorino');
  await page.getByRole('link', { name: '代理入力', exact: true }).click();
  await page.getByRole('searchbox').fill(words);
  await page.getByRole('button', { name: 'さがす' }).click();
  await page.getByRole('link', { name: /の申請を入力する/ }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('紙の申請書を入力する');
}

/** Says when and how the paper came. */
async function begin(page: Page, arrived: string): Promise<void> {
  const choice = page.getByRole('radio', { name: PROGRAMME });
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
async function copyThePaper(page: Page, sheet: Buffer): Promise<void> {
  await openTask(page, '事業所の確認');
  await page.getByLabel('はい、正しいです').check();
  await save(page);
  await openTask(page, '申請者と連絡先');
  await page.locator('[name=corporation]').fill('有限会社つばめケア');
  await page.locator('[name=representative_name]').fill('燕　美咲');
  await page.locator('[name=address]').fill('みどり県みどり野市若葉台２－４－１');
  await page.locator('[name=contact_name]').fill('燕　美咲');
  await page.locator('[name=phone]').fill('０７４１－００－１０１５');
  await picture(page, 'behalf-contact');
  await save(page);
  await openTask(page, '支払った経費');
  await page.locator('[name=paid]').fill('21,000');
  await page.locator('[name=paid_on]').fill('令和8年10月1日');
  await save(page);
  await openTask(page, '添付書類');
  await page.getByRole('link', { name: 'ライセンス料を支払ったことが分かる書類' }).first().click();
  const scanned = { name: 'スキャン0001.pdf', mimeType: 'application/pdf', buffer: sheet };
  await page.locator('[name=file]').setInputFiles(scanned);
  await page.getByRole('button', { name: '添付する' }).click();
  await page.getByRole('link', { name: '申請の項目へ戻る' }).first().click();
  await openTask(page, '誓約と同意');
  for (const box of await page.getByRole('checkbox').all()) await box.check();
  await save(page);
}

/** A scanned paper: here, the programme's own sheet for officers. */
async function scan(page: Page): Promise<Buffer> {
  await page.goto('/t/midorino/programmes');
  await page.getByRole('link', { name: PROGRAMME }).click();
  const sheet = await page.getByRole('link', { name: 'A4の案内（PDF）' }).getAttribute('href');
  return (await page.request.get(sheet!)).body();
}

test('a clerk enters a paper on behalf of an office, and hands back a receipt', async ({ page }) => {
  await publishProgramme(page, PROGRAMME);
  const sheet = await scan(page);
  await findOffice(page, 'つばめ');
  await begin(page, day(1));
  await expect(page.getByRole('alert').or(page.locator('.error-summary')).first()).toContainText('今日より後');
  await expect(page.getByLabel('到達日')).toHaveValue(day(1));
  await picture(page, 'behalf-begin-wrong');
  await begin(page, day(0));
  await expect(page.getByText('紙の申請書の代理入力です')).toBeVisible();
  await picture(page, 'behalf-tasks');
  await copyThePaper(page, sheet);
  await page.getByRole('link', { name: '内容を確かめて受け付ける' }).click();
  await picture(page, 'behalf-check');
  await page.getByRole('button', { name: 'この内容で受け付ける' }).click();
  await expect(page.locator('.confirmation__number')).toHaveText(/R8-\d{4}/);
  await picture(page, 'behalf-receipt');
  for (const name of ['受付票（PDF）を保存する', '申請書の控え（PDF）を保存する']) {
    const file = await page.getByRole('link', { name }).getAttribute('href');
    const answer = await page.request.get(file!);
    expect(answer.headers()['content-type'], name).toBe('application/pdf');
  }
  await page.getByRole('link', { name: '審査の画面を開く' }).click();
  await expect(page.getByText('紙の申請書の代理入力です')).toBeVisible();
  await picture(page, 'behalf-workspace');
  await page.goto('/t/midorino/applications');
  await expect(page.getByText('代理入力', { exact: true }).nth(1)).toBeVisible();
  await picture(page, 'behalf-queue');
});

test('a paper that is half entered waits where any clerk goes on with it, and its day is put right', async ({ page }) => {
  await publishProgramme(page, PROGRAMME);
  await findOffice(page, 'こもれび');
  await begin(page, day(-1));
  await become(page, 'clerk-two');
  await page.goto('/t/midorino/behalf');
  await picture(page, 'behalf-index');
  await page.getByRole('link', { name: /こもれび/ }).click();
  await page.getByRole('link', { name: '到達日と方法を直す' }).click();
  await page.getByLabel('到達日').fill('きのう');
  await page.getByRole('button', { name: '保存する' }).click();
  await expect(page.getByLabel('到達日')).toHaveValue('きのう');
  await picture(page, 'behalf-arrival-wrong');
  await page.getByLabel('到達日').fill(day(0));
  await page.getByLabel('FAX').check();
  await page.getByRole('button', { name: '保存する' }).click();
  await expect(page.getByText('到達（FAX）')).toBeVisible();
});

test('the search says what to do when no office is found', async ({ page }) => {
  await become(page, 'clerk');
  await page.goto('/t/midorino/behalf?q=%E3%81%AA%E3%81%84%E4%BA%8B%E6%A5%AD%E6%89%80');
  await expect(page.getByRole('link', { name: '台帳に事業所を追加する' })).toBeVisible();
  await picture(page, 'behalf-nothing-found');
});

test('the pages of entry on behalf are accessible', { tag: '@script' }, async ({ page }) => {
  await publishProgramme(page, PROGRAMME);
  await page.goto('/t/midorino/behalf?q=%E3%81%A4%E3%81%B0%E3%82%81');
  await expectAccessible(page);
  await page.getByRole('link', { name: /の申請を入力する/ }).first().click();
  await expectAccessible(page);
  await begin(page, day(0));
  await expectAccessible(page);
});

test.describe('without a public side', () => {
  test.use({ environment: { HIROMERU_PUBLIC_SIDE: 'false' } });

  test('staff are led to their own way in, and what was public is not there', async ({ page }) => {
    await page.goto('/demo');
    await expect(page.getByRole('button', { name: /佐藤 葵/ })).toBeVisible();
    await expect(page.getByRole('button', { name: /日向 陽子/ })).toHaveCount(0);
    await page.getByRole('link', { name: 'ログイン', exact: true }).click();
    await expect(page.getByRole('heading', { level: 1 })).toContainText('職員のログイン');
    await picture(page, 'officers-only-sign-in');
    for (const path of ['/sign-in', '/sign-in/letter', '/t/midorino/guide', '/t/midorino/my']) {
      expect((await page.goto(path))?.status(), path).toBe(404);
    }
    await become(page, 'clerk');
    await findOffice(page, 'つばめ');
    await picture(page, 'officers-only-begin');
  });
});
