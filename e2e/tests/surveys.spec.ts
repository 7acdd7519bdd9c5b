/** Surveys (J18): written, published and sent by a clerk, answered by an office without signing in. */

import type { Page } from '@playwright/test';
import { followLink, openMail } from '../support/journeys/mail.ts';
import { saved, silentIn, typeIn } from '../support/journeys/surveys.ts';
import { become, comeHome, expect, goTo, look, test } from '../support/test.ts';

const TITLE = '導入意向アンケート（秋）';

/** Sends the form and answers with the status. */
async function send(page: Page, button: string | RegExp): Promise<number> {
  const answer = page.waitForResponse((response) => response.request().isNavigationRequest() && response.request().method() === 'POST');
  await page.getByRole('button', { name: button, exact: true }).first().click();
  return (await answer).status();
}

test('a clerk asks every open office, and one of them answers by its link', async ({ page }) => {
  test.setTimeout(60_000);
  await comeHome(page, 'clerk');
  await goTo(page, 'アンケート');
  await expect(page.getByRole('heading', { level: 1, name: 'アンケート' })).toBeVisible();
  await look(page, 'surveys');
  await page.getByRole('link', { name: 'アンケートを作る' }).click();
  expect(await send(page, '下書きを作る')).toBe(422);
  await expect(page.getByRole('alert')).toContainText('何から始めるかを選んでください');
  await page.getByLabel('導入意向アンケート', { exact: true }).check();
  await page.getByLabel('題名').fill(TITLE);
  expect(await send(page, '下書きを作る')).toBe(303);
  const survey = new URL(page.url()).pathname;

  // What shows another question stays before it.
  await page.getByRole('link', { name: '設問を直す' }).click();
  await look(page, 'survey-questions');
  expect(await send(page, '問3を↑')).toBe(422);
  await expect(page.getByRole('main')).toContainText('問3は、問2の答えで表示が決まるため、その前には動かせません');
  expect(await send(page, '問9を↑')).toBe(303);
  await page.getByRole('link', { name: '＋ 1つ選ぶ' }).click();
  await page.getByLabel('質問文').fill('訪問による説明を希望しますか');
  await page.getByLabel('新しい選択肢 1').fill('希望する');
  expect(await send(page, '保存する')).toBe(422);
  await expect(page.getByRole('alert')).toContainText('選択肢を2つ以上入力してください');
  await expect(page.getByLabel('新しい選択肢 1')).toHaveValue('希望する');
  await look(page, 'survey-question-wrong');
  await page.getByLabel('新しい選択肢 2').fill('希望しない');
  expect(await send(page, '保存する')).toBe(303);

  await page.goto(`${survey}/settings`);
  await page.getByLabel('回答の期限').fill('いつか');
  expect(await send(page, '保存する')).toBe(422);
  await expect(page.getByLabel('回答の期限')).toHaveValue('いつか');
  const deadline = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
  await page.getByLabel('回答の期限').fill(deadline);
  await look(page, 'survey-settings');
  expect(await send(page, '保存する')).toBe(303);
  await page.goto(`${survey}/publication`);
  await look(page, 'survey-publication');
  expect(await send(page, '公開する')).toBe(303);

  await page.getByRole('link', { name: '事業所に案内する' }).click();
  const everybody = page.locator('[name=segment] option', { hasText: '営業中のすべての事業所' }).first();
  await page.getByLabel('案内する事業所（対象リスト）').selectOption((await everybody.getAttribute('value'))!);
  expect(await send(page, 'この事業所に案内する')).toBe(303);
  await expect(page.getByText('案内しました。')).toBeVisible();
  await look(page, 'survey-invitations');

  // The office: one question a page, kept as it goes.
  await openMail(page, `【アンケートのお願い】${TITLE}`);
  await followLink(page);
  await expect(page.getByRole('heading', { level: 1, name: TITLE })).toBeVisible();
  await look(page, 'survey-start');
  expect(await send(page, '回答を始める')).toBe(303);
  expect(await send(page, '保存して次へ')).toBe(303);
  expect(await send(page, '保存して次へ')).toBe(422);
  await expect(page.getByRole('alert')).toContainText('この質問の回答を選んでください');
  await look(page, 'survey-answer-wrong');
  await page.getByLabel('システムの存在は知っているが、導入の予定はない').check();
  expect(await send(page, '保存して次へ')).toBe(303);
  await page.getByLabel('ランニングコストが高い').check();
  await page.getByLabel('使っている介護ソフトが対応していない').check();
  await look(page, 'survey-answer');
  expect(await send(page, '保存して、あとで続ける')).toBe(303);
  await expect(page.getByText('ここまでの回答を保存しました')).toBeVisible();
  await look(page, 'survey-check');
  expect(await send(page, 'この内容で送信する')).toBe(303);
  await expect(page.getByRole('heading', { level: 1, name: '回答を送信しました' })).toBeVisible();
  await look(page, 'survey-done');
  await page.getByRole('link', { name: '回答を見直す・直す' }).click();
  await expect(page.getByText('回答は送信済みです')).toBeVisible();

  await page.goto('/t/midorino/answer');
  await page.getByLabel('回答コード').fill('1234');
  expect(await send(page, '次へ')).toBe(422);
  await look(page, 'survey-code');

  await become(page, 'clerk');
  await page.goto(survey);
  await expect(page.locator('.stat').filter({ hasText: 'うち回答した事業所' })).toContainText('1');
  await page.goto(`${survey}/reminder`);
  await expect(page.getByText('いま督促のメールを送る相手はいません')).toBeVisible();
  await look(page, 'survey-reminder');
});

test('a clerk reads the results, crosses two questions, names a text, types in returned faxes until 96 of 188 have answered, and reminds the others', async ({ page }) => {
  test.setTimeout(60_000);
  await become(page, 'clerk');
  await page.goto('/t/midorino/surveys');
  await page.getByRole('main').getByRole('link', { name: /導入意向アンケート/ }).first().click();
  await page.getByRole('link', { name: '集計を見る' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '集計' })).toBeVisible();
  await expect(page.getByText(/最も多いのは「システムの存在は知っているが、導入の予定はない」で、12件（50\.0%）/)).toBeVisible();
  const hidden = page.getByRole('main').getByRole('cell', { name: '非表示' });
  expect(await hidden.count()).toBeGreaterThan(0);
  await look(page, 'survey-results');
  await page.getByRole('link', { name: /小さい数も表示する/ }).click();
  await expect(page.getByText('庁外に出さないでください', { exact: false })).toBeVisible();
  await expect(hidden).toHaveCount(0);

  await page.getByRole('link', { name: '問2のクロス集計' }).click();
  await expect(page.getByText(/両方に答えた24件の集計です/)).toBeVisible();
  await page.getByLabel('表側（行）').selectOption('q3');
  await page.getByRole('button', { name: '表を作る' }).click();
  await expect(page.getByRole('region', { name: /問3.*×.*問2/ })).toBeVisible();
  await look(page, 'survey-cross');

  await page.goto(page.url().split('/results')[0]! + '/results/texts');
  await page.getByRole('textbox', { name: /^タグ/ }).first().fill('介護ソフト');
  await page.getByRole('button', { name: 'タグを保存する' }).click();
  await expect(page.getByText('タグを保存しました')).toBeVisible();
  const tags = page.getByRole('navigation', { name: 'タグで絞り込む' });
  await expect(tags.getByRole('link', { name: /^介護ソフト/ })).toBeVisible();
  await look(page, 'survey-texts');

  const survey = page.url().split('/results')[0]!;
  await page.goto(`${survey}/paper`);
  await look(page, 'survey-paper');
  await page.goto(`${survey}/silent`);
  await look(page, 'survey-silent');
  await page.getByRole('link', { name: /の回答を入力する$/ }).first().click();
  await expect(page.locator('#q2')).toBeFocused();
  await page.keyboard.type('9');
  await page.keyboard.press('Tab');
  await page.keyboard.type('1 0 人手が足りない');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('問2に「9」の選択肢はありません');
  await expect(page.locator('#q3')).toHaveValue('1 0 人手が足りない');
  await look(page, 'survey-entry-wrong');
  await page.locator('#q2').fill('2');
  await page.keyboard.press('Enter');
  await expect(page.getByText('の回答を保存しました', { exact: false })).toBeVisible();
  await expect(page.locator('#q')).toBeFocused();
  await page.keyboard.type('9999-9999-9999');
  await page.keyboard.press('Enter');
  await expect(page.getByText('回答コード「9999-9999-9999」は見つかりません')).toBeVisible();
  await look(page, 'survey-entry');

  // The numbers of the journey (J18): 96 of 188 is 51.1 %. 24 answered by their links and one paper is typed in: 71 more.
  const offices = '/t/midorino/software/offices';
  const nothingKnown = (await saved(page, `${offices}/export?linking=unknown&format=csv`)).filter((row) => row[4] === '');
  const names = new Set(nothingKnown.map((row) => row[1]));
  const cannot = (await saved(page, `${offices}/export?linking=no&format=csv`)).length;
  const silent = await silentIn(page, survey);
  expect(silent).toHaveLength(188 - 25);
  const dear = silent.filter((paper) => names.has(paper.office)).slice(0, 39);
  const others = silent.filter((paper) => !dear.includes(paper)).slice(0, 32);
  await typeIn(page, survey, [
    ...dear.map((paper) => ({ paper, keys: { q2: '2', q3: '1', q5: 'みほんケア旧版' } })),
    ...others.slice(0, 12).map((paper) => ({ paper, keys: { q2: '1', q3: '3' } })),
    ...others.slice(12, 16).map((paper) => ({ paper, keys: { q2: '3', q3: '3' } })),
    ...others.slice(16).map((paper) => ({ paper, keys: { q2: '4', q9: '操作の研修を開いてほしい' } })),
  ]);
  await page.goto(`${survey}/results`);
  const rate = page.locator('.stat').filter({ hasText: '回答率' });
  await expect(rate).toContainText('51.1');
  await expect(rate).toContainText('188件に依頼し、96件が回答');
  const main = page.getByRole('main');
  await expect(main.getByText('最も多いのは「システムの存在は知っているが、導入の予定はない」で、52件（54.2%）です。96件に聞き、96件が答えました。')).toBeVisible();
  await expect(main.getByText('最も多いのは「ランニングコストが高い」で、48件（63.2%）です。76件に聞き、76件が答えました。')).toBeVisible();
  const reasons = main.getByRole('table', { name: /^問3 / }).getByRole('row');
  await expect(reasons.nth(1)).toContainText('ランニングコストが高い');
  await expect(reasons.nth(2)).toContainText('職員の理解が足りない');
  await expect(reasons.nth(2)).toContainText('20');

  // Whose software cannot link stands in a list of its own.
  await main.getByRole('link', { name: 'ソフトが連携に対応していない事業所' }).click();
  await expect(main.getByText(`連携できません：${cannot + dear.length}件`)).toBeVisible();

  // What was written is saved without whose it is.
  const texts = await saved(page, `${survey}/results/texts/export?question=q9&format=csv`);
  expect(texts).toHaveLength(16);
  expect(texts.flat().filter((cell) => silent.some((paper) => cell.includes(paper.office)))).toEqual([]);

  // Only those who have not answered are reminded.
  await page.goto(`${survey}/reminder`);
  const stat = (label: string) => page.locator('.stat').filter({ hasText: label }).locator('.stat__value');
  const number = async (label: string) => Number((await stat(label).textContent())!.replace('件', ''));
  const byMail = await number('督促のメールを送る相手');
  expect(byMail + (await number('回答がなく、メールを送れない相手'))).toBe(92);
  expect(await send(page, `${byMail}件に督促のメールを送る`)).toBe(303);
  await expect(async () => {
    const asked = await saved(page, `${survey}/invitations/export?format=csv`);
    const [reminded, answered] = [asked.filter((row) => row[3] !== ''), asked.filter((row) => row[5] !== '')];
    expect([asked.length, reminded.length, answered.length]).toEqual([188, byMail, 96]);
    expect(reminded.filter((row) => row[5] !== '')).toEqual([]);
  }).toPass();
});
