/** 普及状況 of a city (J20): the rate with its counts and its day, the offices behind it, and what others published. */

import { expectAccessible } from '../support/accessible.ts';
import { become, comeHome, expect, goTo, look, test } from '../support/test.ts';

/** The fiscal year of the story begins on a 1 April in Japan: the day on which 30 of 188 offices use the system. */
function firstOfFiscalYear(): number {
  const now = new Date(Date.now() + 9 * 3_600_000);
  return now.getUTCMonth() >= 3 ? now.getUTCFullYear() : now.getUTCFullYear() - 1;
}

test('from 4 to 30 of 188 offices, by service and area, on to a segment of those who are missing', async ({ page }) => {
  await comeHome(page, 'clerk');
  await goTo(page, '普及状況');
  const main = page.getByRole('main');
  await expect(main.getByRole('heading', { level: 1, name: '普及状況' })).toBeVisible();
  await look(page, 'adoption');

  // The rows of the list that nobody is sure of are one link away.
  await expect(main.getByText(/一覧のうち\d+件は、どの事業所か確かめるのを待っています$/)).toBeVisible();
  await main.getByRole('link', { name: /^WAM NETの一覧（/ }).first().click();
  await expect(page.getByText('一覧から消えました').first()).toBeVisible();
  await page.goBack();

  const year = firstOfFiscalYear();
  await page.locator('[name=on]').fill('きのう');
  const answer = page.waitForResponse((response) => response.request().isNavigationRequest());
  await main.getByRole('button', { name: 'この日で数える' }).click();
  expect((await answer).status()).toBe(422);
  await expect(page.getByRole('alert')).toContainText('導入率を見る日は');
  await expect(page.locator('[name=on]')).toHaveValue('きのう');
  await page.locator('[name=on]').fill(`${year}-04-01`);
  await page.locator('[name=since]').fill(`${year}-03-31`);
  await main.getByRole('button', { name: 'この日で数える' }).click();
  await expect(main.getByText(/^30／188事業所、令和\d+年4月1日現在$/)).toBeVisible();
  await expect(main.getByText(/^4／188事業所、令和\d+年3月31日現在$/)).toBeVisible();
  await expect(main.getByText('+13.8ポイント').first()).toBeVisible();
  await expect(main.getByText(/÷ その日に台帳で営業中の事業所/).first()).toBeVisible();
  await expect(main.getByText(/3月31日の2\.1%から令和\d+年4月1日の16\.0%へ、13\.8ポイント上がりました。$/).first()).toBeVisible();
  await expect(main.getByRole('img', { name: /4月1日の16\.0%へ、\d+\.\dポイント上がりました/ })).toBeVisible();
  await main.getByText('月末ごとの導入率の数値を表で見る').click();
  await expect(main.getByRole('region', { name: '月末ごとの導入率' })).toBeVisible();
  await expect(main.getByRole('region', { name: '日常生活圏域ごとの導入率' }).getByRole('row')).toHaveCount(6);
  if (test.info().project.use.javaScriptEnabled !== false) await expectAccessible(page);
  await look(page, 'adoption-on-a-day');

  const care = main.getByRole('region', { name: 'サービス種類ごとの導入率' }).getByRole('row').filter({ hasText: '居宅介護支援' });
  await care.getByRole('link', { name: /^\d+件を見る\s?：居宅介護支援$/ }).first().click();
  await expect(main.getByRole('heading', { level: 1, name: /^まだ導入していない事業所\s\d+件$/ })).toBeVisible();
  await look(page, 'adoption-offices');
  await main.getByRole('link', { name: 'この条件で対象リストを作る' }).click();
  await expect(main.getByRole('heading', { level: 1, name: '対象リストを作る' })).toBeVisible();
  await expect(main.getByText('サービスで絞り込む（いま1種類を選択）')).toBeVisible();
  await expect(page.locator('[name=adoption][value=no]')).toBeChecked();
});

test('what others published stands beside it with its denominator', async ({ page }) => {
  await become(page, 'clerk');
  await page.goto('/t/midorino/adoption');
  const main = page.getByRole('main');
  await main.getByRole('link', { name: '公表された導入率', exact: true }).click();
  await expect(main.getByText('28,191事業所（割合から逆算した分母は、およそ287,700事業所）')).toBeVisible();
  await look(page, 'published-rates');
  await main.getByRole('link', { name: '公表された導入率を加える' }).click();
  await page.locator('[name=whose]').fill('みどり県');
  await page.locator('[name=as_of]').fill('令和7年4月1日');
  await main.getByRole('button', { name: '保存する' }).click();
  await expect(page.getByRole('alert')).toContainText('公表された割合か、分子');
  await expect(page.getByRole('alert')).toContainText('出典を入力してください');
  await expect(page.locator('[name=whose]')).toHaveValue('みどり県');
  await page.locator('[name=numerator]').fill('30');
  await page.locator('[name=denominator]').fill('１８８');
  await page.locator('[name=source]').fill('県の資料');
  await main.getByRole('button', { name: '保存する' }).click();
  const row = main.getByRole('row').filter({ hasText: '県の資料' });
  await expect(row).toContainText('30／188事業所');
  await expect(row).toContainText('16.0%');
});

test('how far the offices have come, what followed, and what one of them cost', async ({ page }) => {
  await become(page, 'clerk');
  await page.goto('/t/midorino/adoption');
  const main = page.getByRole('main');
  await main.getByRole('link', { name: '普及の段階', exact: true }).click();
  await expect(main.getByRole('img', { name: /段階ごとの事業所数.*導入に達したのは/ })).toBeVisible();
  if (test.info().project.use.javaScriptEnabled !== false) await expectAccessible(page);
  await look(page, 'adoption-funnel');
  await main.getByRole('link', { name: '対象リストを作る：記録なし' }).click();
  await expect(page.locator('[name=halt]')).toHaveValue('nowhere');
  await page.goBack();
  await main.getByRole('link', { name: 'その後の導入', exact: true }).click();
  await main.getByRole('link', { name: '電話・訪問', exact: true }).click();
  await expect(main.getByText(/電話・訪問のあと90日/).first()).toBeVisible();
  await look(page, 'adoption-cohorts');
  await main.getByRole('link', { name: '費用', exact: true }).click();
  await expect(main.getByRole('heading', { level: 1, name: '1件あたりの費用' })).toBeVisible();
  await expect(main.getByText('1円未満は四捨五入')).toBeVisible();
  await look(page, 'adoption-costs');
});
