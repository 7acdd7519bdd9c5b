/** 代理入力: a clerk enters a paper that came by post, and the office keeps a receipt; also where there is no public side. */

import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/accessible.ts';
import { publishProgramme } from '../support/journeys/applications.ts';
import { beginPaper, copyThePaper, day, findOffice, receivePaper, scan } from '../support/journeys/behalf.ts';
import { become, expect, look, test } from '../support/test.ts';

const PROGRAMME = '紙でも申請できる補助金';

const begin = (page: Page, arrived: string) => beginPaper(page, PROGRAMME, arrived);

test('a clerk enters a paper on behalf of an office, and hands back a receipt', async ({ page }) => {
  await publishProgramme(page, PROGRAMME);
  const sheet = await scan(page, PROGRAMME);
  await findOffice(page, 'つばめ');
  await begin(page, day(1));
  await expect(page.getByRole('alert').or(page.locator('.error-summary')).first()).toContainText('今日より後');
  await expect(page.getByLabel('到達日')).toHaveValue(day(1));
  await look(page, 'behalf-begin-wrong');
  await begin(page, day(0));
  await expect(page.getByText('紙の申請書の代理入力です')).toBeVisible();
  await look(page, 'behalf-tasks');
  await copyThePaper(page, sheet);
  await look(page, 'behalf-ready');
  await receivePaper(page);
  await look(page, 'behalf-receipt');
  for (const name of ['受付票（PDF）を保存する', '申請書の控え（PDF）を保存する']) {
    const file = await page.getByRole('link', { name }).getAttribute('href');
    const answer = await page.request.get(file!);
    expect(answer.headers()['content-type'], name).toBe('application/pdf');
  }
  await page.getByRole('link', { name: '審査の画面を開く' }).click();
  await expect(page.getByText('紙の申請書の代理入力です')).toBeVisible();
  await look(page, 'behalf-workspace');
  await page.goto('/t/midorino/applications');
  await expect(page.getByText('代理入力', { exact: true }).nth(1)).toBeVisible();
  await look(page, 'behalf-queue');
});

test('a paper that is half entered waits where any clerk goes on with it, and its day is put right', async ({ page }) => {
  await publishProgramme(page, PROGRAMME);
  await findOffice(page, 'こもれび');
  await begin(page, day(-1));
  await become(page, 'clerk-two');
  await page.goto('/t/midorino/behalf');
  await look(page, 'behalf-index');
  await page.getByRole('link', { name: /こもれび/ }).click();
  await page.getByRole('link', { name: '到達日と方法を直す' }).click();
  await page.getByLabel('到達日').fill('きのう');
  await page.getByRole('button', { name: '保存する' }).click();
  await expect(page.getByLabel('到達日')).toHaveValue('きのう');
  await look(page, 'behalf-arrival-wrong');
  await page.getByLabel('到達日').fill(day(0));
  await page.getByLabel('FAX').check();
  await page.getByRole('button', { name: '保存する' }).click();
  await expect(page.getByText('到達（FAX）')).toBeVisible();
});

test('the search says what to do when no office is found', async ({ page }) => {
  await become(page, 'clerk');
  await page.goto('/t/midorino/behalf?q=%E3%81%AA%E3%81%84%E4%BA%8B%E6%A5%AD%E6%89%80');
  await expect(page.getByRole('link', { name: '台帳に事業所を追加する' })).toBeVisible();
  await look(page, 'behalf-nothing-found');
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
    await look(page, 'officers-only-sign-in');
    for (const path of ['/sign-in', '/sign-in/letter', '/t/midorino/guide', '/t/midorino/my']) {
      expect((await page.goto(path))?.status(), path).toBe(404);
    }
    await become(page, 'clerk');
    await findOffice(page, 'つばめ');
    await look(page, 'officers-only-begin');
  });
});
