/** J13 and J23: a year is swept and cannot be closed while anything is undecided; an auditor sees everything about one application. */

import { sendList } from '../support/journeys/register.ts';
import { decide, judge, openAtDesk, propose, take } from '../support/journeys/review.ts';
import { become, expect, look, test } from '../support/test.ts';

test('a year is closed when nothing is undecided, says why it is not, and is opened again for a reason (J13)', async ({ page }) => {
  test.setTimeout(120_000);
  await become(page, 'approver');
  await page.goto('/t/midorino');
  await expect(page.getByRole('heading', { name: '受付数の照合' })).toBeVisible();
  await expect(page.getByText('不一致')).toHaveCount(0);
  await page.goto('/t/midorino/records');
  await look(page, 'records');
  const years = page.getByRole('rowheader').getByRole('link', { name: /の総点検$/ });
  await years.first().click();
  await expect(page.getByRole('heading', { name: /^終わっていないもの（\d+件）$/ })).toBeVisible();
  await look(page, 'sweep');
  await page.getByRole('link', { name: 'この年度を締める' }).click();
  await expect(page.getByText('まだ締められません')).toBeVisible();
  await expect(page.getByText(/は終わっていません/)).toBeVisible();
  await look(page, 'closing-refused');
  await page.getByRole('link', { name: /^審査中の申請が\d+件あります/ }).click();
  await expect(page.getByRole('link', { name: /^審査中の申請/ })).toHaveAttribute('aria-current', 'true');

  // The year before is over, and one of its applications was forgotten: everybody's home says so.
  await page.goto('/t/midorino');
  await page.getByRole('link', { name: /年度が終わったのに、決定していない申請が1件あります/ }).click();
  const last = page.url();
  await page.getByRole('link', { name: 'この年度を締める' }).click();
  await expect(page.getByText('まだ締められません')).toBeVisible();
  await page.getByRole('link', { name: /^審査中の申請が1件あります/ }).click();
  const forgotten = await page.getByRole('rowheader').getByRole('link', { name: /^R\d+-\d{4}$/ }).innerText();
  await openAtDesk(page, 'clerk', forgotten);
  await take(page);
  await judge(page);
  await propose(page);
  await openAtDesk(page, 'approver', forgotten);
  await decide(page);

  await page.goto('/t/midorino');
  await expect(page.getByText(/年度が終わったのに/)).toHaveCount(0);
  await page.goto(last);
  await page.getByRole('link', { name: 'この年度を締める' }).click();
  await page.getByLabel('締めるときの記録').fill('全件決定済み');
  await look(page, 'closing');
  await page.getByRole('button', { name: /を締める$/ }).click();
  await expect(page.getByText('年度を締めました。')).toBeVisible();
  await expect(page.getByText(/全件決定済み/)).toBeVisible();
  await page.getByRole('link', { name: '翌年度に引き継いだものの一覧' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '翌年度に引き継いだもの' })).toBeVisible();
  await page.goBack();
  await page.getByRole('link', { name: 'この年度を開き直す' }).click();
  await page.getByRole('button', { name: 'この年度を開き直す' }).click();
  await expect(page.getByText('理由を入力してください').first()).toBeVisible();
  await page.getByLabel('開き直す理由').fill('額を確定し直すため');
  await page.getByRole('button', { name: 'この年度を開き直す' }).click();
  await expect(page.getByText('年度を開き直しました。')).toBeVisible();
  await expect(page.getByText(/額を確定し直すため/).first()).toBeVisible();
});

test('papers that came and were not entered are an alarm on every home until they are', async ({ page }) => {
  await become(page, 'clerk');
  await page.goto('/t/midorino/arrivals');
  await page.getByRole('radio', { name: 'メール' }).check();
  await page.getByLabel('届いた申請の数').fill('２');
  await page.getByRole('button', { name: '届いた数を記録する' }).click();
  await expect(page.getByText('届いた数を記録しました。')).toBeVisible();
  await expect(page.getByText('2件足りません')).toBeVisible();
  await look(page, 'arrivals');
  await become(page, 'viewer');
  await page.goto('/t/midorino');
  await expect(page.getByRole('link', { name: /2件が入力されていません/ })).toBeVisible();
  await look(page, 'home-alarm');
  await become(page, 'clerk');
  await page.goto('/t/midorino/arrivals');
  await page.getByRole('radio', { name: 'メール' }).check();
  await page.getByLabel('届いた申請の数').fill('0');
  await page.getByRole('button', { name: '届いた数を記録する' }).click();
  await expect(page.getByText('足りません')).toHaveCount(0);
});

test('an auditor sees who looked, how the amount came about, the import behind the office and the mails of one application (J23)', async ({ page }) => {
  await become(page, 'clerk');
  await page.goto('/t/midorino/applications');
  const line = page.getByRole('row').filter({ has: page.getByRole('link', { name: /^R\d+-\d{4}$/ }) }).first();
  const number = await line.getByRole('link', { name: /^R\d+-\d{4}$/ }).innerText();
  const name = await line.locator('.queue-office').innerText();
  const [office] = /29[0-9A-Z]{8}/.exec(await line.locator('.queue-under').innerText())!;
  // A list by which its office came to another telephone number.
  const row = `${office},${name},居宅介護支援,0741-00-9876`;
  await sendList(page, '電話番号の一覧.csv', `事業所番号,事業所名,サービスの種類,電話番号\n${row}\n`);
  await page.getByRole('button', { name: 'この内容で台帳に反映する' }).click();
  await expect(page.getByText('台帳に反映しました')).toBeVisible();
  await become(page, 'administrator');
  await page.goto(`/t/midorino/audit?object=${number}`);
  await page.getByRole('link', { name: `申請 ${number}` }).first().click();
  for (const name of ['口座を見た人', '額の経緯', 'したこと・見たこと', '送ったメール']) {
    await expect(page.getByRole('heading', { name })).toBeVisible();
  }
  await expect(page.getByRole('region', { name: '額の経緯' })).toContainText('+');
  await expect(page.getByRole('main').getByRole('link', { name: '電話番号の一覧.csv' })).toBeVisible();
  await look(page, 'audit-application');
});

test('the papers of a year: execution, what may be published, what the prefecture reads, what is asked for', async ({ page }) => {
  await become(page, 'clerk');
  await page.goto('/t/midorino/records');
  await page.getByRole('link', { name: /の執行状況$/ }).first().click();
  await expect(page.getByRole('img').first()).toBeVisible();
  await look(page, 'execution');
  await page.goBack();
  await page.getByRole('link', { name: /の公表用の集計$/ }).first().click();
  await expect(page.getByText('このまま公表できます')).toBeVisible();
  await look(page, 'publication');
  await page.goBack();
  await page.getByRole('link', { name: /の予算要求資料$/ }).first().click();
  await look(page, 'budget-request');
  const pdf = await page.getByRole('link', { name: 'PDF（2ページ）を開く' }).getAttribute('href');
  expect((await page.request.get(pdf!)).headers()['content-type']).toBe('application/pdf');
  await page.goBack();
  await page.getByRole('link', { name: /の都道府県への実績集計$/ }).first().click();
  await page.getByRole('button', { name: /に提出する$/ }).click();
  await expect(page.getByText('実績集計を提出しました。')).toBeVisible();
  await look(page, 'results');
  await become(page, 'prefecture');
  await page.goto('/t/midori-ken');
  await page.getByRole('link', { name: /の県内の実績集計$/ }).click();
  await expect(page.getByRole('rowheader', { name: 'みどり野市' }).first()).toBeVisible();
  await look(page, 'county');
});
