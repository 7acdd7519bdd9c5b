import { become, expect, look, test } from '../support/test.ts';

/** Lists of outreach, whose heads would stand above them otherwise. */
const LISTS = [
  'software',
  'software/offices',
  'materials',
  'materials/handed',
  'surveys',
  'adoption/offices',
  'adoption/funnel/offices?halt=nowhere',
];

test('one act on many shows what it would do, what became of each row, and goes back', async ({ page }) => {
  await become(page, 'clerk');
  const [scripts, wide] = [test.info().project.use.javaScriptEnabled !== false, page.viewportSize()!.width >= 1280];
  for (const list of wide ? LISTS : []) {
    await page.goto(`/t/midorino/${list}`);
    const row = await page.locator('main tbody tr').first().boundingBox();
    expect(row!.y, `rows of ${list} are seen without scrolling`).toBeLessThan(420);
  }
  await page.goto('/t/midorino/applications?st=all&sort=received%3Adesc&rows=tight');
  const boxes = page.getByRole('checkbox', { name: /^R.+を選ぶ$/ });
  const first = await page.locator('#queue tbody tr').first().boundingBox();
  if (wide) expect(first!.y, 'rows are seen without scrolling').toBeLessThan(420);
  if (scripts) {
    await page.getByText('使えるキー').click();
    await page.getByLabel('キーボードで一覧を動く').check();
    for (const key of ['j', 'Shift+ArrowDown', 's']) await page.keyboard.press(key);
    await expect(page.locator('select[name="act"]')).toBeFocused();
    await expect(page.getByText('2件を選んでいます')).toBeVisible();
  } else {
    await boxes.nth(0).check();
    await boxes.nth(1).check();
  }
  await expect(boxes.nth(0)).toBeChecked();
  await expect(boxes.nth(1)).toBeChecked();
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
