/** 事前協議: an office tells its plan, the city agrees, and the office begins its application. */

import { become, expect, look, test } from '../support/test.ts';

test('an office applies once the city has agreed to its plan', async ({ page }) => {
  await become(page, 'clerk');
  await page.goto('/t/midorino/programmes/new?template=licence_in_full');
  await page.getByLabel('事業名').fill('事前に協議する補助金');
  const consulted = page.locator('[name=procedure][value=consulted]');
  await page.locator('details', { has: consulted }).locator('summary').click();
  await consulted.check();
  await page.getByRole('button', { name: '下書きとして保存する' }).click();
  await page.getByRole('link', { name: '公開する' }).click();
  await page.getByRole('button', { name: '公開する' }).click();
  const guide = (await page.getByRole('link', { name: /\/guide\// }).getAttribute('href'))!;
  const programme = page.url();

  await become(page, 'hidamari');
  await page.goto(guide);
  await page.getByRole('link', { name: '申請を始める' }).first().click();
  await expect(page.getByText('申請の前に、事前協議が必要です。').first()).toBeVisible();
  await page.getByRole('link', { name: '事前協議のページへ' }).first().click();
  await page.getByRole('button', { name: '事前協議を送る' }).click();
  await expect(page.getByText('計画の内容を入力してください').first()).toBeVisible();
  await page.getByRole('radio').first().check();
  await page.getByLabel('かかる費用の見込額').fill('３００，０００');
  await page.getByLabel('計画の内容').fill('ケアプランデータ連携に対応した介護ソフトに切り替える。');
  await look(page, 'consultation');
  await page.getByRole('button', { name: '事前協議を送る' }).click();
  await expect(page.getByText('事前協議を受け付けました')).toBeVisible();

  await become(page, 'clerk');
  await page.goto(programme);
  await page.getByRole('link', { name: '事前協議の一覧を見る' }).click();
  await expect(page.getByText('300,000円').first()).toBeVisible();
  await look(page, 'consultations');
  await page.locator('a.row-link').click();
  await page.getByRole('radio', { name: '了承する' }).check();
  await look(page, 'consultation-answer');
  await page.getByRole('button', { name: 'この内容で回答する' }).click();
  await expect(page.getByText('回答しました')).toBeVisible();

  await become(page, 'hidamari');
  await page.goto(guide);
  await page.getByRole('link', { name: '申請を始める' }).first().click();
  await page.getByRole('radio').first().check();
  await page.getByRole('button', { name: 'この事業所で始める' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('申請の項目');
});
