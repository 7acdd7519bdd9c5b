/** J22: a federation reads in the circular's table of registrations, sees what cannot be right, and keeps it. */

import { fileURLToPath } from 'node:url';
import { become, expect, look, test } from '../support/test.ts';

const TABLE = fileURLToPath(new URL('../../app/domain/src/event_tables/webinar_table.csv', import.meta.url));

test('three numbers of the circular cannot be right, one is coarse, and all 47 rates are as printed', async ({ page }) => {
  await become(page, 'federation');
  await page.goto('/t/midori-kokuhoren/event-tables');
  await page.getByRole('link', { name: '表を読み込む' }).click();
  await page.getByRole('button', { name: '読み取って確かめる' }).click();
  await expect(page.getByRole('alert').getByRole('link', { name: '表のファイルを選ぶか、表を貼り付けてください' })).toBeVisible();
  await look(page, 'event-table-nothing');
  await page.locator('[name=file]').setInputFiles(TABLE);
  await page.getByRole('button', { name: '読み取って確かめる' }).click();
  await expect(page.getByText('表を読み取りました。確かめて保存してください')).toBeVisible();

  const main = page.getByRole('main');
  await expect(main.getByText('合わない数字が3つあります')).toBeVisible();
  const doubts = main.locator('ol').filter({ hasText: '各行を足すと' }).getByRole('listitem');
  await expect(doubts).toHaveCount(3);
  await expect(doubts.nth(0)).toContainText('「都道府県（人数）」の合計は、印字では45ですが、各行を足すと48です。合計の行の誤りとみられます。');
  await expect(doubts.nth(1)).toContainText('栃木県の「合計（人数）」は13ですが、内訳からは14以上のはずです');
  await expect(doubts.nth(2)).toContainText('沖縄県の「合計（人数）」は4ですが、団体数は5です');
  await expect(main.getByText('読むときに注意する数字が1つあります')).toBeVisible();
  await expect(main.getByText(/「20%」と印字されています。同じ桁まで求めると20\.2%です（352÷1,741）/)).toBeVisible();

  const rows = main.getByRole('table', { name: '都道府県別の申込状況（申込率の高い順）' }).locator('tbody tr');
  await expect(rows).toHaveCount(48);
  const column = async (place: number) => (await rows.locator(`td:nth-child(${place})`).allInnerTexts()).slice(1);
  const [rates, registered, thereAre] = [await column(3), await column(4), await column(5)];
  const computed = registered.map((count, at) => {
    const [numerator, denominator] = [Number(count), Number(thereAre[at])];
    const tenths = Math.floor((numerator * 2000 + denominator) / (2 * denominator));
    return `${Math.floor(tenths / 10)}.${tenths % 10}%`;
  });
  expect(rates).toHaveLength(47);
  expect(rates).toEqual(computed);
  expect([rates[0], rates[46]]).toEqual(['65.0%', '3.9%']);
  await expect(rows.first()).toContainText('計算 48');
  await look(page, 'event-table-read');

  await page.getByLabel('表の名前').fill('');
  await page.getByLabel('出典').fill('介護保険最新情報 Vol.1310');
  await page.getByRole('button', { name: '保存する', exact: true }).click();
  await expect(page.getByRole('alert').getByRole('link', { name: '表の名前を入力してください' })).toBeVisible();
  await expect(page.getByLabel('出典')).toHaveValue('介護保険最新情報 Vol.1310');
  await page.getByLabel('表の名前').fill('自治体向けセミナー');
  await page.getByLabel('催しの日').fill('令和6年6月26日');
  await page.getByRole('button', { name: '保存する', exact: true }).click();
  await expect(page.getByText('保存しました')).toBeVisible();
  await page.goto('/t/midori-kokuhoren/event-tables');
  await expect(page.getByRole('rowheader', { name: '自治体向けセミナー' })).toBeVisible();
  await look(page, 'event-tables');
});
