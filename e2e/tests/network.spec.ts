/** 連携のつながり as an officer uses it: the map, whom to ask next, the list for a campaign, a group. */

import { expectAccessible } from '../support/accessible.ts';
import { comeHome, expect, goTo, look, test } from '../support/test.ts';

/** The checker is a script, so it looks only where scripts run; the page is the same. */
async function expectAccessibleWithScripts(page: Parameters<typeof expectAccessible>[0]): Promise<void> {
  if (test.info().project.use.javaScriptEnabled !== false) await expectAccessible(page);
}

test('the map leads to whom to ask next, to a list, and to a group', async ({ page }) => {
  await comeHome(page, 'clerk');
  await goTo(page, '普及状況');
  const main = page.getByRole('main');
  await main.getByRole('link', { name: '連携のつながり', exact: true }).first().click();
  await expect(main.getByRole('heading', { level: 1, name: '連携のつながり' })).toBeVisible();
  await expect(main.getByRole('img', { name: /組は両方が導入していて/ })).toBeVisible();
  await expect(main.getByRole('table', { name: 'あと1〜2か所でつながる島' }).getByRole('row').nth(1)).toBeVisible();
  await expectAccessibleWithScripts(page);
  await look(page, 'network');

  await main.getByRole('link', { name: '次に声をかける事業所', exact: true }).first().click();
  await expect(main.getByText(/すでに導入した連携先が\d+か所あり、導入すると\d+組のやりとりが始まります/).first()).toBeVisible();
  await look(page, 'next-best');
  await main.getByLabel('何か所まで').fill('3');
  await main.getByRole('button', { name: '挙げ直す' }).click();
  await expect(main.getByText(/次の3か所が導入すると/)).toBeVisible();
  const name = `声をかける3か所（${test.info().project.name}）`;
  await main.getByLabel('リストの名前').fill(name);
  await main.getByRole('button', { name: '対象リストに保存する' }).click();
  await expect(main.getByRole('heading', { level: 1, name })).toBeVisible();
  await expect(main.getByText('台帳のうち、番号が一覧の3件に含まれる事業所')).toBeVisible();

  await goTo(page, '普及状況');
  await main.getByRole('link', { name: '事業所グループ', exact: true }).first().click();
  await expect(main.getByRole('link', { name: 'はじめの連携グループ' })).toBeVisible();
  await look(page, 'office-groups');
  await main.getByRole('table', { name: 'グループの提案' }).getByRole('link', { name: /^グループを作る/ }).first().click();
  const group = `提案から作ったグループ（${test.info().project.name}）`;
  await main.getByLabel('グループの名前').fill(group);
  await main.getByRole('button', { name: '保存する' }).click();
  await expect(main.getByText('グループを作りました')).toBeVisible();
  await expect(main.getByRole('heading', { level: 1, name: group })).toBeVisible();
  await expect(main.getByRole('table', { name: 'グループの事業所' }).getByRole('row').nth(3)).toBeVisible();
  await look(page, 'office-group');
});
