import { become, expect, look, test } from '../support/test.ts';
import { practiceList, tile, upload } from '../support/journeys/register.ts';

test('an officer imports a list, sees first what would change, and the same list again changes nothing', async ({ page }) => {
  await become(page, 'clerk');
  const list = await practiceList(page, 'jigyosho_292991.csv');
  await upload(page, list);
  await look(page, 'import-preview');
  expect(await tile(page, '新しく登録する事業所')).toBeGreaterThan(60);
  await page.getByRole('button', { name: 'この内容で台帳に反映する' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('取込の結果');
  await look(page, 'import-result');
  await page.getByRole('link', { name: '事業所台帳を見る' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('事業所台帳');

  await upload(page, list);
  for (const label of ['新しく登録する事業所', '更新する事業所']) expect(await tile(page, label)).toBe(0);
});

test('the list that waits says which row of Excel is wrong and what it may mean', async ({ page }) => {
  await become(page, 'clerk');
  await page.goto('/t/midorino/imports');
  await page.getByRole('link', { name: '事業所一覧(R6.4.1).xlsx' }).click();
  await expect(page.getByText('取り込めない').or(page.getByText('エラー')).first()).toBeVisible();
  await expect(page.getByText('0370999013').first()).toBeVisible();
  await look(page, 'import-waiting');
});

test('a file that is no list is refused in words that say what to do', async ({ page }) => {
  await become(page, 'clerk');
  await page.goto('/t/midorino/imports/new');
  const nothing = { name: 'メモ.csv', mimeType: 'text/csv', buffer: Buffer.from('きょうのメモ\n牛乳を買う\n') };
  await page.locator('[name=file]').setInputFiles(nothing);
  await page.getByRole('button', { name: '読み取って確かめる' }).click();
  await expect(page).toHaveTitle(/^エラー：/);
  await look(page, 'import-refused');
});

test('an office is added by hand, found by any part of its name, and corrected', async ({ page }) => {
  await become(page, 'clerk');
  await page.goto('/t/midorino/offices/new');
  await page.locator('[name=number]').fill('２９７０９９９０７０');
  await page.locator('[name=name]').fill('訪問介護やまざくら');
  await page.locator('[name=services][value="11"]').check();
  await page.getByRole('button', { name: 'この内容で保存する' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('訪問介護やまざくら');
  await page.getByRole('link', { name: '編集する' }).click();
  await page.locator('[name=phone]').fill('０７４１－００－７７７７');
  await page.getByRole('button', { name: 'この内容で保存する' }).click();
  await expect(page.getByRole('link', { name: '0741-00-7777' }).first()).toBeVisible();
  await look(page, 'office');
  await page.goto('/t/midorino/offices');
  await page.locator('[name=q]').first().fill('ヤマザクラ');
  await page.getByRole('button', { name: 'さがす' }).click();
  await expect(page.getByRole('link', { name: '訪問介護やまざくら' })).toBeVisible();
});
