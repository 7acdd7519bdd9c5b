/** J21: an office estimates what the system saves, changes a number, and prints the result for its manager. */

import type { Page } from '@playwright/test';
import { comeHome, expect, goTo, look, test } from '../support/test.ts';

/** The likely saving of a year, in yen. */
async function saving(page: Page): Promise<number> {
  const stat = page.locator('.stat', { hasText: '1年間の削減額（標準）' }).locator('.stat__value');
  return Number((await stat.innerText()).replace(/[^0-9]/g, ''));
}

test('the example of the circular comes out, more partners save more, and the result is one to print', async ({ page }) => {
  await page.goto('/simulator');
  const main = page.getByRole('main');
  await expect(main.getByRole('heading', { level: 1, name: '導入効果の試算' })).toBeVisible();

  await page.locator('[name=people]').fill('４');
  await page.locator('[name=partners]').fill('45');
  await page.locator('[name=adopted]').fill('89');
  await page.locator('[name=users]').fill('84');
  const answer = page.waitForResponse((response) => response.request().isNavigationRequest());
  await main.getByRole('button', { name: '試算する' }).click();
  expect((await answer).status()).toBe(422);
  await expect(page.getByRole('alert')).toContainText('取引事業所数（45か所）までの数で入力してください');
  await expect(page.locator('[name=people]')).toHaveValue('４');
  await look(page, 'simulator-wrong');

  await page.locator('[name=partners]').fill('89');
  await page.locator('[name=adopted]').fill('45');
  await main.getByRole('button', { name: '試算する' }).click();
  await expect(main.getByRole('heading', { name: '試算の結果' })).toBeVisible();
  const first = await saving(page);
  expect(Math.abs(first - 167_910)).toBeLessThanOrEqual(1_679);
  await expect(main.locator('.stat', { hasText: '削減率（標準）' })).toContainText('20.2%');
  await expect(main.getByText('これは試算です')).toBeVisible();
  await expect(main.getByText('利用者 84人 × 2.5か所 ＝ 月に210件')).toBeVisible();
  await look(page, 'simulator');

  // The address alone carries the result; on paper there is the result and no form.
  expect(new URL(page.url()).searchParams.get('adopted')).toBe('45');
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('[name=adopted]')).toBeHidden();
  await expect(main.locator('.print-only').getByText('89か所').first()).toBeVisible();
  await page.emulateMedia({ media: 'screen' });

  await page.locator('[name=adopted]').fill('60');
  await main.getByRole('button', { name: '試算する' }).click();
  await expect(page).toHaveURL(/adopted=60/);
  expect(await saving(page)).toBeGreaterThan(first);
});

test('an office finds the estimate on its home, and 国保中央会 the assumptions beside the schemes', async ({ page }) => {
  await comeHome(page, 'hidamari');
  await page.getByRole('link', { name: '事業所の時間と費用がどれだけ減るかを試算する' }).click();
  const main = page.getByRole('main');
  await expect(main.getByRole('heading', { level: 1, name: '導入効果の試算' })).toBeVisible();
  await look(page, 'simulator-filled');

  await comeHome(page, 'central');
  await goTo(page, '補助制度');
  await expect(main.getByText('補助上限850万円')).toBeVisible();
  await look(page, 'schemes');
  await main.getByRole('link', { name: /その前提を見る$/ }).click();
  await expect(main.getByRole('heading', { level: 1, name: '試算の前提' })).toBeVisible();
  await look(page, 'simulator-parameters');
});
