/** A campaign as its clerk runs it: activities in their order, a list by telephone and one by letter, and what came back. */

import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/accessible.ts';
import { become, comeHome, expect, goTo, look, test } from '../support/test.ts';

/** The checker is a script, so it looks only where scripts run; the page is the same. */
async function expectAccessibleWithScripts(page: Page): Promise<void> {
  if (test.info().project.use.javaScriptEnabled !== false) await expectAccessible(page);
}

/** The number beside a label. */
async function stat(page: Page, label: string): Promise<number> {
  const value = page.locator('main .stat').filter({ hasText: label }).locator('.stat__value').first();
  return Number((await value.textContent())!.replace('件', ''));
}

/** Adds an activity of a kind with the offices that have not applied. */
async function addActivity(page: Page, kind: string, name: string): Promise<void> {
  await page.getByRole('link', { name: '活動を加える' }).first().click();
  await page.getByRole('link', { name: kind, exact: true }).click();
  await page.locator('[name=name]').fill(name);
  await page.locator('[name=segment]').selectOption({ label: '居宅介護支援で、まだ申請していない事業所' });
  await page.getByRole('button', { name: '保存する' }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
}

/** Makes the list of the activity that is shown; how many offices it reaches. */
async function makeList(page: Page): Promise<number> {
  await page.getByRole('link', { name: '対象の一覧を作る' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('件の一覧を作りますか');
  await page.getByRole('button', { name: /件で一覧を作る$/ }).click();
  await expect(page.getByText('対象の一覧を作りました')).toBeVisible();
  const [all, targets, out] = [await stat(page, '対象'), await stat(page, '知らせる'), await stat(page, '除いた')];
  expect(all).toBe(targets + out);
  return targets;
}

/** The numbers of the list of offices that are reached, as the list shows them. */
async function places(page: Page): Promise<string[]> {
  const rows = page.locator('#offices tbody tr').filter({ hasText: '未実施' });
  return (await rows.locator('td').first().isVisible()) ? rows.locator('td:first-child').allTextContents() : [];
}

test('a clerk plans a campaign, makes lists, keys in what came back and sees it add up', async ({ page }) => {
  await comeHome(page, 'clerk');
  await goTo(page, '周知');
  await page.getByRole('link', { name: 'キャンペーンを作る' }).first().click();
  await page.locator('[name=starts_on]').fill('あした');
  const answer = page.waitForResponse((response) => response.request().isNavigationRequest());
  await page.getByRole('button', { name: '保存する' }).click();
  expect((await answer).status()).toBe(422);
  await expect(page.getByRole('alert')).toContainText('名称を入力してください');
  await look(page, 'campaign-wrong');
  await expect(page.locator('[name=starts_on]')).toHaveValue('あした');
  const name = `電話と郵送の周知 ${test.info().project.name}`;
  await page.locator('[name=name]').fill(name);
  await page.locator('[name=starts_on]').fill('R6.5.7');
  await page.getByRole('button', { name: '保存する' }).click();
  await expect(page.getByText('キャンペーンを作りました')).toBeVisible();

  await addActivity(page, '電話', '電話での確認');
  const targets = await makeList(page);
  expect(targets).toBeGreaterThan(3);
  await look(page, 'activity-list');
  await expectAccessibleWithScripts(page);
  const [first, second, third] = await places(page);
  await page.locator('[name=lines]').fill(`${first} 9`);
  await page.locator('[name=lines]').press('Enter');
  await expect(page.getByRole('alert')).toContainText('結果のキーを入力してください');
  await expect(page.locator('[name=lines]')).toHaveValue(`${first} 9`);
  await page.locator('[name=lines]').fill(`${first} 1 来月から`);
  await page.locator('[name=lines]').press('Enter');
  await expect(page.getByText('記録しました')).toBeVisible();
  await page.getByText('何行もまとめて入力する').click();
  await page.locator('[name=several]').fill(`${second} 3\n${third} 7`);
  await page.getByRole('button', { name: 'まとめて記録する' }).click();
  await expect(page.getByText('記録しました')).toBeVisible();
  const results = page.getByRole('region', { name: '結果の内訳' });
  // On a phone each number says what it counts.
  for (const [word, offices] of [['話せた', 1], ['未実施', targets - 3], ['合計', targets]] as const) {
    const row = results.getByRole('row', { name: new RegExp(`^${word} (事業所：)?${offices}( |$)`) });
    await expect(row).toBeVisible();
  }
  await page.getByRole('navigation', { name: '結果で絞り込む' }).getByRole('link', { name: /^届かない/ }).click();
  await expect(page.locator('#offices').getByText('番号違い')).toBeVisible();
  await look(page, 'activity-narrowed');

  await page.getByRole('link', { name, exact: true }).first().click();
  await addActivity(page, '郵送', '案内の郵送');
  const letters = await makeList(page);
  const [letter] = await places(page);
  await page.locator('[name=lines]').fill(`${letter} 4`);
  await page.getByRole('button', { name: '記録する', exact: true }).click();
  await expect(page.getByText('記録しました')).toBeVisible();

  await page.getByRole('link', { name, exact: true }).first().click();
  const channels = page.getByRole('region', { name: '方法ごとの集計' });
  await expect(channels.getByRole('row', { name: /^電話 / })).toContainText(String(targets));
  await expect(channels.getByRole('row', { name: /^郵送 / })).toContainText(String(letters));
  await expect(channels.getByRole('row', { name: /^合計 / })).toContainText(String(targets + letters));
  await page.getByRole('button', { name: /^下へ.*電話での確認/ }).click();
  await expect(page.getByText('活動の順番を変えました')).toBeVisible();
  await expect(page.locator('#activities tbody tr').first()).toContainText('案内の郵送');
  await look(page, 'campaign');
  await expectAccessibleWithScripts(page);
});

test('the campaign of the story shows adoption before and after, and a viewer only reads', async ({ page }) => {
  await become(page, 'viewer');
  await page.goto('/t/midorino/campaigns');
  await look(page, 'campaigns');
  await page.getByRole('link', { name: 'データ連携システムの周知', exact: true }).click();
  await expect(page.locator('#activities tbody tr')).toHaveCount(7);
  await expect(page.getByText('始まる前の導入率')).toBeVisible();
  await expect(page.getByText(/／188事業所/).first()).toBeVisible();
  await expect(page.locator('main').getByRole('button')).toHaveCount(0);
  await page.getByRole('link', { name: 'まだ申請していない居宅介護支援への電話' }).first().click();
  await expect(page.locator('[name=lines]')).toHaveCount(0);
  await expect(page.locator('#offices').getByText('折り返し待ち')).toBeVisible();
  await look(page, 'activity');
});
