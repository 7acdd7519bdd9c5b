/** The tour of the README, as a stranger takes it: five steps, every role, in two minutes of machine time. */

import { beginApplication, fillStarted, handIn } from '../support/journeys/applications.ts';
import { openMail } from '../support/journeys/mail.ts';
import { decide, judge, openAtDesk, propose, take } from '../support/journeys/review.ts';
import { become, comeHome, expect, pictureForTree, test } from '../support/test.ts';

test('the tour of the README', async ({ page }) => {
  test.setTimeout(120_000);
  const image = (name: string) => pictureForTree(page, `docs/images/${name}.png`);

  // 1. Who there is, and what waits for them.
  await page.goto('/');
  await expect(page.getByText('待っています').first()).toBeVisible();
  await image('people');

  // 2. A care office applies, with one click on its card.
  await page.getByRole('button', { name: /日向 陽子/ }).click();
  await page.getByRole('link', { name: '内容を見て申請する' }).first().click();
  const guide = new URL(page.url()).pathname;
  await beginApplication(page, guide);
  await fillStarted(page, guide);
  const receipt = await handIn(page);
  await image('receipt');

  // 3. The clerk reviews it, the approver decides, the office has its notice.
  await become(page, 'clerk');
  await page.goto('/t/midorino/applications');
  await image('queue');
  await openAtDesk(page, 'clerk', receipt);
  await take(page);
  await image('workspace');
  await judge(page);
  await propose(page);
  await openAtDesk(page, 'approver', receipt);
  await decide(page);
  await comeHome(page, 'hidamari');
  await page.getByRole('link', { name: '結果を見る' }).first().click();
  await expect(page.getByRole('link', { name: '決定通知書（PDF）を開く' })).toBeVisible();
  await openMail(page, /審査結果/);

  // 4. A demo session: two cities want one afternoon, the federation decides, an office registers.
  await become(page, 'federation');
  await page.goto('/t/midori-kokuhoren/demos');
  // The week of that afternoon.
  const wanted = await page.getByRole('row').filter({ hasText: 'みさき町' }).first().textContent();
  const [, year, month, day] = /令和(\d+)年(\d+)月(\d+)日/.exec(wanted!)!;
  const pad = (number: string) => number.padStart(2, '0');
  await page.goto(`/t/midori-kokuhoren/demos/week?day=${2018 + Number(year)}-${pad(month!)}-${pad(day!)}`);
  await image('week');
  await page.goto('/t/midori-kokuhoren/demos');
  await page.getByRole('row').filter({ hasText: 'みさき町' }).first().getByRole('link').first().click();
  await page.getByRole('link', { name: '日時と機材を決める' }).click();
  await page.getByRole('radio').first().check();
  await page.getByRole('checkbox', { name: /^デモ機2号/ }).check();
  await page.getByRole('button', { name: 'この内容で開催を決める' }).click();
  await expect(page.getByText('開催を決めました。')).toBeVisible();
  await become(page, 'komorebi');
  await page.goto('/t/midorino/my/demos');
  await page.getByRole('main').getByRole('link', { name: '申し込む', exact: true }).first().click();
  await page.getByLabel('参加する人数').fill('１');
  await page.getByRole('group', { name: '車で来ますか' }).getByLabel('いいえ').check();
  await page.getByRole('button', { name: 'この内容で申し込む' }).click();
  await expect(page.getByText('申込みを受け付けました。')).toBeVisible();

  // 5. A mail to everybody who has not applied.
  await comeHome(page, 'clerk');
  await page.getByRole('link', { name: /ライセンス料の補助金をご存じですか/ }).click();
  await expect(page.getByRole('heading', { name: '名前がいちばん長い事業所' })).toBeVisible();
  await image('mail');
  await page.getByRole('link', { name: '送信の確認へ進む' }).click();
  await page.getByRole('button', { name: /通を送信する$/ }).click();
  await expect(page.getByRole('heading', { name: '事業所ごとの結果' })).toBeVisible();
});
