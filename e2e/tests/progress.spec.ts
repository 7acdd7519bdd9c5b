/** A city shows its progress: nobody sees it, the clerk decides, everybody reads it and takes the data. */

import { readFile } from 'node:fs/promises';
import { expectAccessible } from '../support/accessible.ts';
import { become, expect, look, test } from '../support/test.ts';

const SETTINGS = '/t/midorino/adoption/public';
const PUBLIC = '/t/midorino/public/progress';

test('a clerk looks at what is public, hides it and shows it again; anybody takes the data', async ({ page }) => {
  await become(page, 'clerk');
  await page.goto(SETTINGS);
  const main = page.getByRole('main');
  await expect(main.getByText('公開中', { exact: true })).toBeVisible();
  await look(page, 'progress-settings');
  await main.getByRole('button', { name: '公開をやめる' }).click();
  await expect(main.getByText(/公開をやめました。/)).toBeVisible();
  const gone = await page.goto(PUBLIC);
  expect(gone?.status()).toBe(404);

  await page.goto(SETTINGS);
  await main.getByRole('button', { name: 'この内容で公開する' }).click();
  await expect(main.getByText(/公開しました。/)).toBeVisible();

  await page.context().clearCookies();
  await page.goto(PUBLIC);
  await expect(main.getByRole('heading', { level: 1, name: 'ケアプランデータ連携システムの普及状況' })).toBeVisible();
  await expect(main.getByText(/^\d+／188事業所（令和\d+年\d+月\d+日現在）$/)).toBeVisible();
  await expect(main.getByRole('img', { name: /導入率の動き/ })).toBeVisible();
  if (test.info().project.use.javaScriptEnabled !== false) await expectAccessible(page);
  await look(page, 'public-progress');
  const download = page.waitForEvent('download');
  await main.getByRole('link', { name: '数と意味をJSONで保存する' }).click();
  const data = JSON.parse(await readFile(await (await download).path(), 'utf8')) as {
    whole: { offices: number };
    definitions: unknown[];
  };
  expect(data.whole.offices).toBe(188);
  expect(data.definitions.length).toBeGreaterThan(3);
});
