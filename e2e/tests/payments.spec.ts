/** J10 and J11: what was granted is paid by two people, what comes back is corrected by its office and paid again. */

import { readFile } from 'node:fs/promises';

import { openMail } from '../support/journeys/mail.ts';
import { become, expect, picture, test } from '../support/test.ts';

const RUNS = '/t/midorino/pay-runs';

test('a run is released by a second person, its file is the bank\'s, and a returned transfer is paid again', async ({ page }) => {
  test.setTimeout(120_000);
  // The story has a run that waits for the approver, and names what must be put right before.
  await become(page, 'clerk');
  await page.goto(`${RUNS}/new`);
  await expect(page.getByText('受取人名の書き方を決めてください').first()).toBeVisible();
  await expect(page.getByText('振込先口座の届け出がありません').first()).toBeVisible();
  await picture(page, 'pay-run-new');
  await page.goto(RUNS);
  await page.getByRole('row', { name: /今月の支払/ }).getByRole('link').click();
  await expect(page.getByRole('link', { name: '承認する' })).toHaveCount(0);
  await picture(page, 'pay-run');
  const run = page.url().split('?')[0]!;

  // The other finds it at home.
  await become(page, 'approver');
  await page.goto('/t/midorino');
  await page.getByRole('link', { name: /^承認を待つ支払データ/ }).click();
  await page.getByRole('link', { name: '承認する' }).click();
  await expect(page.getByText('不一致')).toHaveCount(0);
  await picture(page, 'pay-run-release');
  await page.getByRole('button', { name: 'この内容で承認する' }).click();
  await expect(page.getByText('承認しました。')).toBeVisible();

  await become(page, 'clerk');
  await page.goto(run);
  const count = Number((await page.getByText(/^\d+件$/).first().textContent())!.replace('件', ''));
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: /総合振込のファイル/ }).click();
  const file = await readFile(await (await download).path());
  expect(file.length).toBe((count + 3) * 122);
  const trailer = file.subarray((count + 1) * 122).toString('latin1');
  expect(trailer).toMatch(new RegExp(`^8${String(count).padStart(6, '0')}0\\d{11}`));
  await page.getByRole('button', { name: '銀行に送ったことを記録する' }).click();
  await expect(page.getByText('支払処理中').first()).toBeVisible();
});

test('an office tells its account, looks it over, and is told by mail', async ({ page }) => {
  await become(page, 'hidamari');
  await page.goto('/t/midorino/my');
  await page.getByRole('link', { name: /の振込先口座/ }).first().click();
  await page.getByRole('radio', { name: 'ゆうちょ銀行' }).check();
  const whole = page.getByRole('radio', { name: 'この事業所だけ' });
  if (await whole.count()) await whole.check();
  await page.getByLabel('記号').fill('１０３８０');
  await page.getByLabel(/^番号/).fill('12345671');
  await page.getByLabel('口座名義（カナ）').fill('カブシキガイシャヒダマリカイゴ');
  await page.getByRole('radio', { name: '申請者（法人または事業主）' }).check();
  await picture(page, 'account-form');
  await page.getByRole('button', { name: '内容を確かめる' }).click();
  await expect(page.getByText('〇三八店')).toBeVisible();
  await expect(page.getByText('1234567', { exact: true })).toBeVisible();
  await page.getByRole('radio', { name: 'ｶ)ﾋﾀﾞﾏﾘｶｲｺﾞ' }).check();
  await picture(page, 'account-check');
  await page.getByRole('button', { name: 'この口座を保存する' }).click();
  await expect(page.getByText('振込先口座を保存しました。')).toBeVisible();
  await expect(page.getByText('●●●●567')).toBeVisible();
  await picture(page, 'account-saved');
  await openMail(page, /振込先口座が登録されました/);
  await expect(page.getByText('1234567')).toHaveCount(0);
});

test('a transfer that comes back is corrected and paid again on the next day of banks', async ({ page }) => {
  test.setTimeout(120_000);
  await become(page, 'clerk');
  await page.goto(RUNS);
  await page.getByRole('row', { name: /前年度分の再支払/ }).getByRole('link').click();
  await page.getByRole('link', { name: /振込不能にする/ }).first().click();
  await page.getByRole('button', { name: '振込不能にする' }).click();
  await expect(page.getByRole('link', { name: '理由を選んでください' })).toBeVisible();
  await page.getByLabel('戻った日').fill(new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 10));
  await page.getByLabel('理由').selectOption({ label: '口座解約済み' });
  await page.getByRole('button', { name: '振込不能にする' }).click();
  await expect(page.getByText('振込不能にしました。')).toBeVisible();
  await expect(page.getByText('不一致')).toHaveCount(0);
  await picture(page, 'pay-run-returned');

  // The same account is in the way until somebody tells another.
  await page.goto(`${RUNS}/new`);
  const barred = page.getByRole('row', { name: /前回この口座で振込不能でした/ });
  const receipt = (await barred.getByRole('rowheader').textContent())!;
  await barred.getByRole('link').click();
  await page.getByRole('link', { name: '口座を入力する' }).click();
  await page.getByRole('radio', { name: '銀行・信用金庫・農協など' }).check();
  const own = page.getByRole('radio', { name: 'この事業所だけ' });
  if (await own.count()) await own.check();
  await page.getByLabel('金融機関コード').fill('0993');
  await page.getByLabel('支店コード').fill('015');
  await page.getByLabel('預金種目').selectOption({ label: '普通' });
  await page.getByLabel('口座番号').fill('4455667');
  await page.getByLabel('口座名義（カナ）').fill('カ）ミドリケア');
  await page.getByRole('radio', { name: '申請者（法人または事業主）' }).check();
  await page.getByRole('button', { name: '内容を確かめる' }).click();
  await page.getByRole('radio', { name: 'ｶ)ﾐﾄﾞﾘｹｱ' }).check();
  await page.getByRole('button', { name: 'この口座を保存する' }).click();
  await expect(page.getByText('振込先口座を保存しました。')).toBeVisible();

  await page.goto(`${RUNS}/new`);
  for (const box of await page.getByRole('checkbox', { name: /を選ぶ$/ }).all()) await box.uncheck();
  await page.getByRole('checkbox', { name: new RegExp(receipt) }).check();
  await page.getByLabel('件名').fill('訂正後の再支払');
  // The new year is no day of banks; the page says which is.
  const year = new Date().getFullYear() + 1;
  await page.getByLabel('振込日').fill(`${year}-01-01`);
  await page.getByRole('button', { name: '支払データを作る' }).click();
  const told = (await page.getByText(/次の営業日：/).first().textContent())!;
  await page.getByLabel('振込日').fill(/次の営業日：([^）]+)/.exec(told)![1]!.replace(/\(.*$/, ''));
  await page.getByRole('button', { name: '支払データを作る' }).click();
  await expect(page.getByText('支払データを作りました。')).toBeVisible();
  await expect(page.getByText(receipt)).toBeVisible();
});
