/** 伴走支援 as a supporter does it: a call with a next step, the list of its day, the office's history, its software. */

import { expectAccessible } from '../support/accessible.ts';
import { comeHome, expect, goTo, look, test } from '../support/test.ts';

/** The checker is a script, so it looks only where scripts run; the page is the same. */
async function expectAccessibleWithScripts(page: Parameters<typeof expectAccessible>[0]): Promise<void> {
  if (test.info().project.use.javaScriptEnabled !== false) await expectAccessible(page);
}

test('a clerk writes down a call, finds its next step on the list, and ends it by the next call', async ({ page }) => {
  await comeHome(page, 'clerk');
  await goTo(page, '伴走支援');
  await expect(page.getByRole('heading', { level: 1, name: '伴走支援' })).toBeVisible();
  await look(page, 'follow-up');
  const main = page.getByRole('main');
  await expect(main.getByText('2日過ぎています').first()).toBeVisible();

  await main.getByLabel('話した事業所の名称・番号・電話').fill('2970999013');
  await main.getByRole('button', { name: 'さがす' }).click();
  await main.getByRole('link', { name: /の記録を書く$/ }).first().click();
  await page.locator('[name=spoken_with]').fill('管理者の方');
  await page.locator('[name=next_action]').fill('見積が届いたか確かめる');
  const answer = page.waitForResponse((response) => response.request().isNavigationRequest());
  await main.getByRole('button', { name: '記録する' }).click();
  expect((await answer).status()).toBe(422);
  await expect(page.getByRole('alert')).toContainText('話した内容を入力してください');
  await expect(page.getByRole('alert')).toContainText('次にする日を入力してください');
  await expect(page.locator('[name=next_action]')).toHaveValue('見積が届いたか確かめる');
  await look(page, 'follow-up-wrong');

  await page.locator('[name=notes]').fill('見積を待っているとのこと。');
  const today = new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 10);
  await page.locator('[name=next_on]').fill(today);
  await main.getByRole('button', { name: '記録する' }).click();
  await expect(main.getByRole('heading', { level: 1, name: '支援の経過' })).toBeVisible();
  await expect(main.getByText('見積を待っているとのこと。')).toBeVisible();
  await expectAccessibleWithScripts(page);
  await look(page, 'history');

  await goTo(page, '伴走支援');
  const line = main.getByRole('row').filter({ hasText: '見積が届いたか確かめる' });
  await expect(line.getByText('今日', { exact: true })).toBeVisible();
  await line.getByRole('link', { name: /^記録する/ }).click();
  await expect(main.getByText('記録すると「見積が届いたか確かめる」は済みになります')).toBeVisible();
  await page.locator('[name=notes]').fill('見積が届いた。');
  await main.getByRole('button', { name: '記録する' }).click();
  await expect(main.getByText('支援を記録しました')).toBeVisible();
  await expect(main.getByText(/^済み：/)).toBeVisible();
  await goTo(page, '伴走支援');
  await expect(main.getByText('見積が届いたか確かめる')).toHaveCount(0);
});

test('offices whose software cannot link are found, and a name is matched', async ({ page }) => {
  await comeHome(page, 'clerk');
  await goTo(page, '伴走支援');
  const main = page.getByRole('main');
  await main.getByRole('link', { name: '介護ソフトの対応から事業所をさがす' }).click();
  await expect(main.getByText(/^連携できません：\d+件$/)).toBeVisible();
  await look(page, 'software-offices');
  await main.getByRole('link', { name: '介護ソフト', exact: true }).first().click();
  await expect(main.getByText('架空の会社').first()).toBeVisible();
  await look(page, 'software');
  await main.getByRole('link', { name: '名前を製品と結び付ける' }).click();
  const row = main.getByRole('row').filter({ hasText: 'つむぎ介護' });
  await row.getByLabel('「つむぎ介護」の製品').selectOption({ index: 1 });
  await row.getByRole('button', { name: /^結び付ける/ }).click();
  await expect(main.getByText(/件の事業所に結び付けました/)).toBeVisible();
});
