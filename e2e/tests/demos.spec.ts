/** Demo sessions (J14–J17): asked for, confirmed, come to; by both houses and an office, with and without a script. */

import type { Page } from '@playwright/test';
import { become, comeHome, expect, look, test } from '../support/test.ts';

/** A day so many days from now, outside the days of claims, as `2026-11-22`. */
function inDays(days: number): string {
  const day = new Date(Date.now() + days * 86_400_000);
  while (day.getUTCDate() <= 10 || day.getUTCDay() === 0 || day.getUTCDay() === 6) day.setUTCDate(day.getUTCDate() + 1);
  return day.toISOString().slice(0, 10);
}

/** Sends the form and answers with the status. */
async function send(page: Page, button: string): Promise<number> {
  const answer = page.waitForResponse((response) => response.request().isNavigationRequest() && response.request().method() === 'POST');
  await page.getByRole('button', { name: button, exact: true }).click();
  return (await answer).status();
}

/** A sentence stands beside its field and leads there from the summary. */
async function expectRefused(page: Page, sentence: string): Promise<void> {
  await expect(page).toHaveTitle(/^エラー：/);
  await expect(page.getByRole('alert').getByRole('link', { name: sentence })).toBeVisible();
  await expect(page.locator('.field__error', { hasText: sentence })).toBeVisible();
}

/** みどり野市 asks for a session on a day; answers with its page. */
async function ask(page: Page, day: string): Promise<string> {
  await become(page, 'clerk');
  await page.goto('/t/midorino/demos');
  await look(page, 'demos-city-list');
  await page.getByRole('link', { name: '開催を依頼する' }).click();
  await page.getByLabel('送受信体験').check();
  await page.getByLabel('第1候補の日').fill('令和40年13月1日');
  await page.getByLabel('第1候補の開始時刻').fill('１３：２０');
  await page.getByLabel('参加見込みの人数').fill('２０人');
  expect(await send(page, 'この内容で依頼する')).toBe(422);
  await expectRefused(page, '第1候補の開始時刻は15分単位で入力してください。例：13:30、13:45');
  await expect(page.getByLabel('第1候補の日')).toHaveValue('令和40年13月1日');
  await look(page, 'wrong-demo-request');
  await page.getByLabel('第1候補の日').fill(day);
  await page.getByLabel('第1候補の開始時刻').fill('午後1時半');
  await page.getByLabel('現地').check();
  await page.getByLabel('会場').fill('みどり野市役所 3階 大会議室');
  expect(await send(page, 'この内容で依頼する')).toBe(303);
  await expect(page.getByText('開催を依頼しました。')).toBeVisible();
  await look(page, 'demo-requested');
  return new URL(page.url()).pathname;
}

test('a city asks, its federation confirms, an office registers, and the city prints the list', async ({ page }) => {
  test.setTimeout(120_000);
  const path = await ask(page, inDays(150));
  const id = path.split('/').pop()!;

  await comeHome(page, 'federation');
  await look(page, 'demos-federation-home');
  await page.goto('/t/midori-kokuhoren/demos/week');
  await look(page, 'demos-week');
  await page.goto(`/t/midori-kokuhoren/demos/${id}`);
  await page.getByRole('link', { name: '日時と機材を決める' }).click();
  expect(await send(page, 'この内容で開催を決める')).toBe(422);
  await expectRefused(page, '開催する日時を候補から選んでください');
  await expectRefused(page, 'デモ機を選んでください。現地で開催するときは1組必要です');
  await look(page, 'wrong-demo-confirmation');
  await page.getByRole('radio').first().check();
  await page.locator('[name=demo_set]').nth(0).check();
  await page.locator('[name=lecturer]').nth(0).check();
  await page.getByLabel('定員').fill('３');
  expect(await send(page, 'この内容で開催を決める')).toBe(303);
  await expect(page.getByText('開催を決めました。')).toBeVisible();
  await page.getByRole('button', { name: /終わった.*国保中央会に講師派遣を相談する/ }).click();
  await expect(page.getByText('森 拓也（国保連合会）が')).toBeVisible();
  await look(page, 'demo-confirmed-federation');
  // J14: counted back from the day, each task with its owner; both sides read a note.
  const tasks = page.getByRole('region', { name: '準備の予定' });
  const owners = { 実施概要: '国保連合会', 講師派遣: '国保連合会', 貸し借り: '国保連合会', 周知の資料: '市区町村', 関係団体: '市区町村', リーフレット: '連合会と市区町村' };
  for (const [task, owner] of Object.entries(owners)) await expect(tasks.getByRole('row').filter({ hasText: task })).toContainText(owner);
  await tasks.getByRole('link', { name: '会場を準備する' }).click();
  await page.getByLabel('メモ').fill('机は12台、電源は後ろの壁にあります。');
  expect(await send(page, 'メモを保存する')).toBe(303);
  await look(page, 'demo-chore');
  await page.goto(`/t/midori-kokuhoren/demos/${id}/chores/new`);
  expect(await send(page, 'この内容にする')).toBe(422);
  await expectRefused(page, '準備することを入力してください');
  await look(page, 'wrong-demo-chore');
  await page.goto('/t/midori-kokuhoren/demos/plans/on_site');
  await expect(page.getByRole('row').filter({ hasText: '最終の確認をする' })).toContainText('1日前');
  await look(page, 'demo-plan');
  await page.goto(`/t/midori-kokuhoren/demos/month?month=${inDays(150).slice(0, 7)}`);
  await expect(page.getByText('みどり野市（開催決定）').first()).toBeVisible();
  await look(page, 'demo-month');

  await become(page, 'komorebi');
  await page.goto('/t/midorino/my/demos');
  await look(page, 'demos-office-list');
  await page.goto(`/t/midorino/my/demos/${id}`);
  await page.getByLabel('参加する人数').fill('４');
  expect(await send(page, 'この内容で申し込む')).toBe(422);
  await expectRefused(page, '参加する人数が空きを超えています。空きはあと3人です。3人以下にしてください');
  await look(page, 'wrong-demo-registration');
  await page.getByLabel('参加する人数').fill('２');
  expect(await send(page, 'この内容で申し込む')).toBe(303);
  await expect(page.getByText('申込みを受け付けました。')).toBeVisible();
  await look(page, 'demo-registered');
  await page.getByLabel('参加する人数').fill('二人');
  expect(await send(page, '変更を保存する')).toBe(422);
  await expectRefused(page, '参加する人数は数字で入力してください。例：20');
  const file = await page.request.get(`/t/midorino/my/demos/${id}/calendar.ics`);
  expect(await file.text()).toContain('DTSTART;TZID=Asia/Tokyo:');
  await page.goto('/t/midorino/my');
  await look(page, 'demos-office-home');

  await become(page, 'clerk');
  await page.goto('/t/midorino/demos/feed');
  await page.getByRole('button', { name: /アドレスを作/ }).click();
  await expect(page.getByText('購読のアドレスを作りました。')).toBeVisible();
  await look(page, 'demo-feed');
  await page.goto('/t/midorino/demos/week');
  await look(page, 'demo-week-city');
  await page.goto(path);
  await expect(page.getByText('机は12台')).toBeVisible();
  await page.goto(`${path}/participants`);
  await expect(page.getByText('1団体・2人')).toBeVisible();
  await look(page, 'demo-participants');
  await page.goto(`${path}/cancellation`);
  expect(await send(page, '中止する')).toBe(422);
  await look(page, 'wrong-demo-cancellation');
});

test('two cities want one afternoon: what is taken is said, and the other set is free', async ({ page }) => {
  await become(page, 'federation');
  await page.goto('/t/midori-kokuhoren/demos');
  await look(page, 'demos-federation-list');
  const row = page.getByRole('row').filter({ hasText: 'みさき町' }).first();
  await row.getByRole('link').first().click();
  await page.getByRole('link', { name: '日時と機材を決める' }).click();
  await expect(page.getByText('デモ機1号（2台）はさくら市').first()).toBeVisible();
  await look(page, 'demo-conflict');
  await page.getByRole('radio').first().check();
  await page.locator('[name=demo_set]').nth(0).check();
  expect(await send(page, 'この内容で開催を決める')).toBe(422);
  await expectRefused(page, 'デモ機は、その日時にほかの予定があります。空いているものか、ほかの候補を選んでください');
  await expect(page.getByRole('heading', { name: '代わりに空いている日時と方法' })).toBeVisible();
  await look(page, 'demo-alternatives');
  // The nearest is the other set at the same time: one press puts it into the form, another holds it.
  await page.getByRole('button', { name: /これにする/ }).first().click();
  await expect(page.getByText('空いている日時と機材を入れました')).toBeVisible();
  expect(await send(page, '仮予約にする')).toBe(303);
  await expect(page.getByText('仮予約にしました。')).toBeVisible();
  await look(page, 'demo-tentative');
  await page.getByRole('link', { name: '開催を決める' }).click();
  expect(await send(page, 'この内容で開催を決める')).toBe(303);
  await page.getByRole('link', { name: '日時・場所・機材を変える' }).click();
  await page.getByLabel('会場').fill('みさき町 公民館');
  await look(page, 'demo-change');
  expect(await send(page, 'この内容に変更して知らせる')).toBe(303);
  await expect(page.getByText('変更しました。')).toBeVisible();
});

test('a request by telephone is one form, and a refusal says why', async ({ page }) => {
  await become(page, 'federation');
  await page.goto('/t/midori-kokuhoren/demos/entry');
  expect(await send(page, 'この内容で受け付ける')).toBe(422);
  await expectRefused(page, '市区町村を選んでください');
  await look(page, 'wrong-demo-entry');
  await page.locator('[name=member]').selectOption({ label: '星見村（ひろめる未利用）' });
  await page.getByLabel('相談').check();
  await page.getByLabel('第1候補の日').fill(inDays(120));
  await page.getByLabel('第1候補の開始時刻').fill('10時');
  await page.getByLabel('参加見込みの人数').fill('6');
  await page.getByLabel('オンライン').check();
  await page.getByLabel('担当者の氏名').fill('星野 守');
  await page.getByLabel('担当者の電話番号').fill('０７４１－００－６０００');
  expect(await send(page, 'この内容で受け付ける')).toBe(303);
  await expect(page.getByText('依頼を受け付けました。')).toBeVisible();
  await page.getByRole('link', { name: 'お断りする' }).click();
  expect(await send(page, 'お断りする')).toBe(422);
  await look(page, 'wrong-demo-refusal');
  await page.getByLabel('お断りする理由').fill('講師が全員出払っています。翌週なら伺えます。');
  expect(await send(page, 'お断りする')).toBe(303);
  await expect(page.getByText('理由：講師が全員出払っています。')).toBeVisible();
});

test('attendance of a held session counts offices and people apart', async ({ page }) => {
  await become(page, 'clerk');
  await page.goto('/t/midorino/demos?span=over');
  await page.getByRole('link', { name: '出欠を付ける' }).first().click();
  await look(page, 'demo-attendance');
  await page.getByRole('main').getByLabel('受付番号').fill('９９９９');
  expect(await send(page, '来たことにする')).toBe(422);
  await expectRefused(page, '受付番号に当てはまる申込みがありません。4桁の数字を確かめてください');
  await page.getByLabel('事業所や団体の名前').fill('北地域包括支援センター');
  await page.locator('[name=walk_in_people]').fill('１');
  expect(await send(page, '名簿に加える')).toBe(303);
  await expect(page.getByText('名簿に加えました。')).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: '北地域包括支援センター' })).toBeVisible();
});

/** Requests that concern several cities: one asks another along, and one cannot have its date any more. */
test('a city asks another along, which agrees to one and declines another; who cannot have a date is offered others', async ({ page }) => {
  test.setTimeout(90_000);
  await become(page, 'clerk');
  await page.goto('/t/midorino/demos/new');
  await page.getByLabel('相談').check();
  await page.getByLabel('第1候補の日').fill(inDays(190));
  await page.getByLabel('第1候補の開始時刻').fill('10:00');
  await page.getByLabel('参加見込みの人数').fill('20');
  await page.getByLabel('オンライン').check();
  await page.getByText('ほかの市区町村を、いっしょに開くよう誘う').click();
  await page.getByRole('checkbox', { name: 'みさき町' }).check();
  expect(await send(page, 'この内容で依頼する')).toBe(303);
  await expect(page.getByText('誘っています（まだ答えがありません）')).toBeVisible();
  const id = new URL(page.url()).pathname.split('/').pop()!;

  await become(page, 'misaki-clerk');
  await page.goto(`/t/misaki/demos/${id}/asked`);
  await page.getByLabel('いっしょに開く', { exact: true }).check();
  expect(await send(page, 'この内容で答える')).toBe(422);
  await expectRefused(page, '参加見込みの人数を入力してください');
  await look(page, 'wrong-demo-asked');
  await page.getByLabel('参加見込みの人数').fill('１２');
  expect(await send(page, 'この内容で答える')).toBe(303);
  await expect(page.getByText('いっしょに開くことにしました。')).toBeVisible();
  await page.getByRole('link', { name: 'いっしょに開くことを取りやめる' }).click();
  await look(page, 'demo-leaving');
  // The one of the story is declined.
  await page.goto('/t/misaki/demos');
  await page.getByRole('link', { name: '日時を見て答える' }).click();
  await look(page, 'demo-asked');
  await page.getByLabel('いっしょには開かない').check();
  await page.getByLabel('ひとこと').fill('別の日に開きます。');
  expect(await send(page, 'この内容で答える')).toBe(303);
  await expect(page.getByText('いっしょには開かないと答えました。')).toBeVisible();

  // Everything at that time is promised to others: one press offers what is near, and the city takes one of it.
  await become(page, 'federation');
  await page.goto('/t/midori-kokuhoren/demos/blocked');
  const own = await page.getByRole('rowheader', { name: 'みどり野市' }).getByRole('link').getAttribute('href');
  expect(await send(page, '代わりの日時をまとめて知らせる')).toBe(303);
  await expect(page.getByRole('row').filter({ hasText: 'みどり野市' })).toContainText('知らせました');
  await become(page, 'clerk');
  await page.goto(`/t/midorino/demos/${own!.split('/').pop()!}`);
  await page.getByRole('link', { name: '代わりの日時を選ぶ' }).click();
  await look(page, 'demo-dates');
  await page.getByRole('radio').first().check();
  expect(await send(page, 'この日時で依頼する')).toBe(303);
  await expect(page.getByText('新しい候補の日時で依頼しました。')).toBeVisible();
});

/** J16: fewer people than the federation's minimum lead to a session online, which is joined by its link. */
test('an island town that expects twelve people is offered a session online, never refused', async ({ page }) => {
  test.setTimeout(120_000);
  await become(page, 'federation');
  await page.goto('/t/midori-kokuhoren/demos/rules');
  await page.locator('[name=least]').fill('八十');
  expect(await send(page, '保存する')).toBe(422);
  await expect(page.locator('[name=least]')).toHaveValue('八十');
  await page.locator('[name=least]').fill('80');
  expect(await send(page, '保存する')).toBe(303);

  await become(page, 'misaki-clerk');
  await page.goto('/t/misaki/demos/new');
  await page.getByLabel('相談').check();
  await page.getByLabel('第1候補の日').fill(inDays(180));
  await page.getByLabel('第1候補の開始時刻').fill('10:00');
  await page.getByLabel('参加見込みの人数').fill('１２人');
  await page.getByLabel('現地').check();
  await page.getByLabel('会場').fill('みさき町役場 会議室');
  expect(await send(page, 'この内容で依頼する')).toBe(200);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('人数に合った開き方を選ぶ');
  await look(page, 'demo-fewer');
  expect(await send(page, 'オンラインで依頼する')).toBe(303);
  await expect(page.getByRole('main')).toContainText('オンライン');
  const id = new URL(page.url()).pathname.split('/').pop()!;

  await become(page, 'federation');
  await page.goto(`/t/midori-kokuhoren/demos/${id}/confirmation`);
  await expect(page.getByRole('radio', { name: 'オンライン' })).toBeChecked();
  await page.locator('[name=candidate]').first().check();
  await page.getByLabel('オンラインの接続先').fill('https://meet.example.jp/misaki');
  expect(await send(page, 'この内容で開催を決める')).toBe(303);
  await become(page, 'misaki-clerk');
  await page.goto(`/t/misaki/demos/${id}`);
  await expect(page.getByRole('main')).toContainText('https://meet.example.jp/misaki');
  await look(page, 'demo-online');
});
