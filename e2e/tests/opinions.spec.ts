/** 意見照会: an outsider opens an address with a code, sees what was ticked and nothing else, and answers once. */

import { openAtDesk } from '../support/journeys/review.ts';
import { become, expect, look, test } from '../support/test.ts';

test('an outsider sees what was ticked, and what they think stands at the desk', async ({ page }) => {
  await openAtDesk(page, 'clerk', 'R8-0095');
  const desk = page.url();
  await page.getByRole('link', { name: '庁内外の人に意見を聞く' }).click();
  await page.getByLabel('相手の所属').fill('税務課');
  await page.getByLabel('相手の氏名').fill('納税　守');
  await page.getByLabel('聞きたいこと').fill('市税の滞納がないか、教えてください。');
  await page.getByRole('button', { name: '照会する' }).click();
  await expect(page.getByText('相手に見せるものを1つ以上選んでください').first()).toBeVisible();
  await expect(page.getByLabel('相手の所属')).toHaveValue('税務課');
  await page.getByLabel(/^事業所（/).check();
  await look(page, 'opinion-request');
  await page.getByRole('button', { name: '照会する' }).click();
  await expect(page.getByText('意見照会をしました').first()).toBeVisible();
  const asked = page.locator('#opinions');
  const address = (await asked.getByText(/\/opinions\//).textContent())!;
  const code = (await asked.locator('strong').filter({ hasText: /^\d{8}$/ }).textContent())!;
  await look(page, 'opinion-asked');

  await page.context().clearCookies();
  await page.goto(address);
  await page.getByLabel('コード').fill('00000001');
  await page.getByRole('button', { name: '開く' }).click();
  await expect(page.getByText('8けたのコードを入力してください').first()).toBeVisible();
  await look(page, 'opinion-code');
  await page.getByLabel('コード').fill(code);
  await page.getByRole('button', { name: '開く' }).click();
  await expect(page.getByText('市税の滞納がないか、教えてください。')).toBeVisible();
  await expect(page.getByText('代表者')).toHaveCount(0);
  await page.getByLabel('条件・意見あり').check();
  await page.getByLabel('内容・理由').fill('1期分が未納です。');
  await page.getByLabel('回答する人の氏名').fill('納税　守');
  await look(page, 'opinion-outside');
  await page.getByRole('button', { name: 'この内容で回答する' }).click();
  await expect(page.getByText('回答を受け付けました')).toBeVisible();

  await become(page, 'clerk');
  await page.goto(desk);
  await expect(page.locator('#opinions').getByText('1期分が未納です。')).toBeVisible();
  await look(page, 'opinion-answered');
});
