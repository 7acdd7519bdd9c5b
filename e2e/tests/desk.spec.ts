import { become, expect, look, test } from '../support/test.ts';

test('one act on many shows what it would do, what became of each row, and goes back', async ({ page }) => {
  await become(page, 'clerk');
  await page.goto('/t/midorino/applications?st=all&sort=received%3Adesc&rows=tight');
  const boxes = page.getByRole('checkbox', { name: /^R.+を選ぶ$/ });
  await boxes.nth(0).check();
  await boxes.nth(1).check();
  await page.locator('select[name="act"]').selectOption('flag');
  await look(page, 'queue-chosen');
  await page.getByRole('button', { name: '内容を確かめる' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('目印を付ける');
  await page.locator('input[name="flag"]').fill('現地確認');
  await look(page, 'bulk-summary');
  await page.getByRole('button', { name: '2件に行う', exact: true }).click();
  await expect(async () => {
    await page.reload();
    await expect(page.getByText('2件に行いました')).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await look(page, 'bulk-result');
  await page.getByRole('button', { name: 'この操作を取り消す' }).click();
  await expect(async () => {
    await page.reload();
    await expect(page.getByText('2件を元に戻しました')).toBeVisible({ timeout: 1_000 });
  }).toPass();
});
