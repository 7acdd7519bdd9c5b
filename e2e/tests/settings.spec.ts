/**
 * What an administrator does without a shell: sender, closed days, sessions, handing work over, the record, and opening
 * a municipality. Each form is tried with something wrong first.
 */

import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/accessible.ts';
import { become, expect, look, test } from '../support/test.ts';

/** Something wrong was typed: the page says so, leads to the field, and has kept it. */
async function expectSentBack(page: Page, sentence: string, field: string, typed: string): Promise<void> {
  await expect(page).toHaveTitle(/^エラー：/);
  await expect(page.getByRole('alert').getByRole('link', { name: sentence })).toHaveAttribute('href', `#${field}`);
  await expect(page.locator(`[name="${field}"]`)).toHaveValue(typed);
}

async function settings(page: Page): Promise<void> {
  await become(page, 'administrator');
  await page.goto('/t/midorino/settings');
  await expect(page.getByRole('heading', { level: 1, name: '設定' })).toBeVisible();
}

test('the sender is set with a preview, and a wrong telephone number is told beside its field', async ({ page }) => {
  await settings(page);
  await look(page, 'settings');
  await page.getByRole('link', { name: '差出人と窓口' }).click();
  await page.getByLabel('電話番号').fill('０７４１');
  await page.getByLabel('文書記号').fill('みどり介');
  await page.getByRole('button', { name: 'この内容で保存する' }).click();
  await expectSentBack(page, '電話番号の桁が足りません（4桁）。市外局番から入力してください', 'phone', '０７４１');
  await look(page, 'settings-sender-wrong');
  await page.getByLabel('電話番号').fill('０７４１－００－１０００　内線２１');
  await page.getByLabel('担当課').fill('健康福祉部介護保険課給付係');
  await page.getByRole('button', { name: 'この内容で保存する' }).click();
  await expect(page.getByRole('status').filter({ hasText: '差出人と窓口を保存しました。' })).toBeVisible();
  await expect(page.getByRole('main').getByText('みどり野市 健康福祉部介護保険課給付係')).toBeVisible();
  await expect(page.getByRole('main').getByText('電話 0741-00-1000（内線21）')).toBeVisible();
  await look(page, 'settings-sender');
});

test('of two administrators the slower is shown what the faster did', async ({ page, browser, baseURL }) => {
  await settings(page);
  await page.getByRole('link', { name: '差出人と窓口' }).click();
  const other = await browser.newContext({ baseURL: baseURL! });
  const second = await other.newPage();
  await settings(second);
  await second.getByRole('link', { name: '差出人と窓口' }).click();
  await second.getByLabel('担当課').fill('給付課');
  await second.getByRole('button', { name: 'この内容で保存する' }).click();
  await expect(second.getByText('差出人と窓口を保存しました。')).toBeVisible();
  await other.close();
  await page.getByLabel('担当課').fill('福祉課');
  await page.getByRole('button', { name: 'この内容で保存する' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '渡辺 守さんが先に更新しました' })).toBeVisible();
  await expect(page.getByRole('cell', { name: '福祉課' })).toBeVisible();
  await look(page, 'settings-conflict');
});

test('closed days are added with a reason and taken back, and the clock of working days follows', async ({ page }) => {
  await settings(page);
  await page.getByRole('link', { name: '閉庁日' }).click();
  await page.getByLabel('閉庁する日（最初の日）').fill('平成40年2月30日');
  await page.getByLabel('理由').fill('庁舎移転');
  await page.getByRole('button', { name: '閉庁日を追加する' }).click();
  await expect(page).toHaveTitle(/^エラー：/);
  await expect(page.locator('[name=from]')).toHaveValue('平成40年2月30日');
  await look(page, 'settings-closed-days-wrong');
  await page.getByRole('link', { name: /^令和\d+年度$/ }).last().click();
  const status = page.getByRole('status').filter({ hasText: '開庁日は' });
  const before = await status.textContent();
  const year = Number(new URL(page.url()).searchParams.get('year'));
  // A week in September that no holiday covers whole.
  await page.getByLabel('閉庁する日（最初の日）').fill(`${year}-09-06`);
  await page.getByLabel('最後の日').fill(`${year}-09-12`);
  await page.getByLabel('理由').fill('庁舎移転');
  await page.getByRole('button', { name: '閉庁日を追加する' }).click();
  await expect(page.getByText('閉庁日を5日追加しました。')).toBeVisible();
  await expect(page.getByRole('row', { name: /庁舎移転/ })).toHaveCount(5);
  expect(await status.textContent()).not.toBe(before);
  await look(page, 'settings-closed-days');
  await page.getByRole('row', { name: /庁舎移転/ }).first().getByRole('button', { name: '取り消す' }).click();
  await expect(page.getByText('閉庁日を取り消しました。')).toBeVisible();
  await expect(page.getByRole('row', { name: /庁舎移転/ })).toHaveCount(4);
});

test('everybody sees what each role may do', async ({ page }) => {
  await become(page, 'viewer');
  await page.goto('/t/midorino/settings/roles');
  const row = page.getByRole('row', { name: /^決裁する/ });
  await expect(row.getByRole('cell', { name: '○ できる' })).toHaveCount(1);
  await look(page, 'settings-roles');
});

test('an administrator signs a colleague out', async ({ page, browser, baseURL }) => {
  const other = await browser.newContext({ baseURL: baseURL! });
  const clerk = await other.newPage();
  await become(clerk, 'clerk');
  await settings(page);
  await page.getByRole('link', { name: 'ログイン中の職員' }).click();
  await expect(page.getByRole('heading', { level: 2, name: '佐藤 葵' })).toBeVisible();
  await look(page, 'settings-sessions');
  await page.getByRole('button', { name: '佐藤 葵さんをすべての端末からログアウトさせる' }).click();
  await expect(page.getByText('ログアウトさせました。')).toBeVisible();
  await clerk.goto('/account');
  await expect(clerk).toHaveURL(/\/sign-in/);
  await other.close();
});

/** Chooses by the beginning of the words; what follows counts things. */
async function choose(page: Page, label: string, beginning: string): Promise<void> {
  const list = page.getByLabel(label);
  const value = await list.locator('option', { hasText: beginning }).getAttribute('value');
  await list.selectOption(value!);
}

test('all work of one goes to another, and back, and the record tells of it', async ({ page }) => {
  await become(page, 'clerk');
  await page.goto('/t/midorino/applications?v=mine');
  const receipt = (await page.getByRole('link', { name: /^R\d+-\d{4}$/ }).first().textContent())!.trim();

  await settings(page);
  await page.getByRole('link', { name: '仕事の引き継ぎ（人事異動）' }).click();
  await choose(page, 'だれの仕事を', '佐藤 葵');
  await choose(page, 'だれに引き継ぎますか', '高橋 文');
  await page.getByRole('button', { name: '引き継ぐ内容を確かめる' }).click();
  await expect(page).toHaveTitle(/^エラー：/);
  await expect(page.getByRole('alert')).toContainText('高橋 文さんには「担当」の役割がないため、仕事を引き継げません');
  await look(page, 'handover-wrong');
  await choose(page, 'だれに引き継ぎますか', '鈴木 健');
  await page.getByRole('button', { name: '引き継ぐ内容を確かめる' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('佐藤 葵さんの仕事を鈴木 健さんに引き継ぎますか');
  await look(page, 'handover-confirmation');
  await page.getByRole('button', { name: /件を鈴木 健さんに引き継ぐ$/ }).click();
  await expect(page.getByText(/\d+件を引き継ぎました。/)).toBeVisible();
  await look(page, 'handovers');

  await page.goto('/t/midorino/audit');
  await page.getByText('条件で絞り込む').click();
  await page.getByLabel('受付番号・事業所番号').fill('ひだまり');
  await page.getByRole('button', { name: '絞り込む' }).click();
  await expectSentBack(page, '受付番号・事業所番号を確かめてください。例：R6-0001、2970999013', 'object', 'ひだまり');
  await page.getByLabel('受付番号・事業所番号').fill(receipt);
  await page.getByRole('button', { name: '絞り込む' }).click();
  await expect(page.getByRole('cell', { name: /担当する仕事をまとめて引き継ぎました/ })).toBeVisible();
  await expect(page.getByRole('cell', { name: /担当になりました/ }).first()).toBeVisible();
  await look(page, 'audit');
  await page.getByRole('link', { name: `申請 ${receipt}` }).first().click();
  await expect(page.getByRole('heading', { level: 2, name: '送ったメール' })).toBeVisible();
  await look(page, 'audit-application');

  await page.goto('/t/midorino/handovers');
  await page.getByRole('button', { name: /^元に戻す/ }).first().click();
  await expect(page.getByText(/\d+件を元の人に戻しました。/)).toBeVisible();
});

test('the record is verified on demand and leaves as a file', async ({ page }) => {
  await settings(page);
  await page.getByRole('link', { name: '監査記録' }).click();
  await page.getByRole('button', { name: 'いま検証する' }).click();
  await expect(page.getByText('番までの記録に改ざんがないことを')).toBeVisible();
  const file = page.getByRole('link', { name: 'この条件の記録をCSV（UTF-8）で保存する' });
  const answer = await page.request.get((await file.getAttribute('href'))!);
  expect(answer.headers()['content-disposition']).toContain('attachment');
  expect((await answer.body()).subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
});

test('a federation opens a municipality, after a code of another prefecture was refused', async ({ page }) => {
  await become(page, 'federation');
  await page.goto('/t/midori-kokuhoren/tenants');
  await page.getByRole('link', { name: '新しく開設する' }).click();
  await page.getByLabel('名称').fill('みのり市');
  await page.getByLabel('アドレスに使う語').fill('ｍｉｎｏｒｉ');
  await page.getByLabel('全国地方公共団体コード').fill('272108');
  await page.getByLabel('最初の管理者のお名前').fill('開設　花子');
  await page.getByLabel('最初の管理者のメールアドレス').fill('hanako@minori.example.jp');
  await page.getByRole('button', { name: '開設して招待のメールを送る' }).click();
  await expect(page).toHaveTitle(/^エラー：/);
  await expect(page.getByRole('alert')).toContainText('ほかの都道府県の市区町村です');
  await expect(page.locator('[name=codes]')).toHaveValue('272108');
  await look(page, 'opening-wrong');
  await page.getByLabel('全国地方公共団体コード').fill('292010');
  await page.getByRole('button', { name: '開設して招待のメールを送る' }).click();
  await expect(page.getByText('開設しました。')).toBeVisible();
  await expect(page.getByRole('row', { name: /みのり市/ })).toBeVisible();
  await look(page, 'opened');
});

test('the accessibility page tells of each criterion what was tested', async ({ page }) => {
  await page.goto('/accessibility');
  await expect(page.getByRole('row', { name: /^1\.1\.1 / })).toBeVisible();
  await expect(page.getByRole('row')).toHaveCount(39);
  await look(page, 'accessibility');
});

test('the page before a handover is accessible', { tag: '@script' }, async ({ page }) => {
  await settings(page);
  await page.getByRole('link', { name: '仕事の引き継ぎ（人事異動）' }).click();
  await expectAccessible(page);
  await page.goto('/t/midorino/people');
  const ids = await page.locator('tbody a[href*="/people/"]').evaluateAll((links) => links.map((link) => link.getAttribute('href')!.split('/').pop()!));
  await page.goto(`/t/midorino/handovers/from/${ids[0]}/to/${ids[1]}`);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('引き継ぎますか');
  await expectAccessible(page);
});
