import { become, expect, look, test } from '../support/test.ts';

async function add(page: import('@playwright/test').Page, number: string, name: string, phone: string) {
  await page.goto('/t/midorino/offices/new');
  await page.locator('[name=number]').fill(number);
  await page.locator('[name=name]').fill(name);
  await page.locator('[name=services][value="11"]').check();
  await page.locator('[name=address]').fill('みどり県みどり野市里見8-8');
  await page.locator('[name=phone]').fill(phone);
  await page.getByRole('button', { name: 'この内容で保存する' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(name);
}

test('an office that was entered twice is merged with a choice, and taken apart again', async ({ page }) => {
  await become(page, 'clerk');
  await add(page, '2970996013', '訪問介護ひよどり', '0741-00-6001');
  await add(page, '2970996021', '訪問介護　ひよどり', '0741-00-6002');
  await page.goto('/t/midorino/offices/duplicates');
  await look(page, 'duplicates');
  await page.getByRole('link', { name: /2970996013.*比べて統合する/ }).click();
  await page.locator('[name=survivor][value=first]').check();
  await page.locator('[name=detail-phone][value=second]').check();
  await look(page, 'merging');
  await page.getByRole('button', { name: '統合の内容を確かめる' }).click();
  await look(page, 'merging-check');
  await page.getByRole('button', { name: 'この内容で統合する' }).click();
  await expect(page.getByText('2つの事業所を統合しました')).toBeVisible();
  await look(page, 'merger');
  await page.getByRole('link', { name: '2970996013 訪問介護ひよどり' }).click();
  await expect(page.getByRole('link', { name: '0741-00-6002' }).first()).toBeVisible();
  await look(page, 'merged-office');
  await page.getByRole('link', { name: '2970996021 訪問介護　ひよどり' }).click();
  await page.getByRole('button', { name: '統合を取り消す' }).click();
  await expect(page.getByText('統合を取り消し、2つの事業所に戻しました')).toBeVisible();
  await expect(page.getByRole('link', { name: /2970996021.*比べて統合する/ })).toBeVisible();
});
