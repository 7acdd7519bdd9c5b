import { expect, look, test } from '../support/test.ts';
import { publishProgramme } from '../support/journeys/applications.ts';

test('a clerk makes a programme from the template and publishes it; everybody can read it', async ({ page, context }) => {
  const guide = await publishProgramme(page, 'みどり野市ライセンス料補助金');
  await look(page, 'programme-published');
  await context.clearCookies();
  await page.goto(guide);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('みどり野市ライセンス料補助金');
  await look(page, 'guide');
});

test('a programme is copied for the next year, pays without tax in whole thousands, and this year stays as it is', async ({ page }) => {
  const guide = await publishProgramme(page, 'ライセンス料補助金（写しのもと）');
  const programme = guide.replace('/guide/', '/programmes/');
  await page.goto(programme);
  await page.getByRole('link', { name: '翌年度の制度を作る' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('の制度を作る');
  await look(page, 'programme-copy');
  await page.getByRole('button', { name: 'の下書きを作る' }).click();
  await page.getByRole('link', { name: '内容を直す' }).click();
  const cost = page.locator('details', { has: page.locator('[name=tax]') });
  await cost.locator('summary').click();
  await cost.locator('[name=tax][value=exclusive]').check();
  await cost.locator('[name=rounding][value=thousand_yen]').check();
  // With scripts the examples follow what is typed; without, a button asks for them.
  if (test.info().project.use.javaScriptEnabled === false) await page.getByRole('button', { name: '保存せずに試算する' }).click();
  await expect(page.locator('#examples')).toContainText('補助額 19,000円');
  await look(page, 'programme-trial');
  await page.getByRole('button', { name: '保存する' }).click();
  await page.getByRole('link', { name: '公開する' }).click();
  await expect(page.locator('#examples')).toContainText('補助額 19,000円');
  await page.getByRole('button', { name: '公開する' }).click();
  await page.goto((await page.getByRole('link', { name: /\/guide\// }).getAttribute('href'))!);
  await expect(page.locator('main')).toContainText('19,000');
  await page.goto(guide);
  await expect(page.locator('main')).toContainText('21,000');
});
