/** J9: a clinic deemed to be designated has no record of service since April, and is refused in words that say why. */

import { attach, fillStarted, handIn, openTask, someDocument } from '../support/journeys/applications.ts';
import { markMails } from '../support/journeys/mail.ts';
import * as people from '../support/journeys/people.ts';
import { openAtDesk, take } from '../support/journeys/review.ts';
import { become, expect, look, test } from '../support/test.ts';

const REASON = '要綱第3条第2項に定める、令和8年4月以降のサービス提供実績が確認できないため。';

test('a clinic without a record of service is asked for it, and refused with the reason', async ({ page }) => {
  test.setTimeout(120_000);
  await become(page, 'clerk');
  await page.goto('/t/midorino/offices/new');
  await page.locator('[name=number]').fill('2910999099');
  await page.locator('[name=name]').fill('みやま医院');
  await page.locator('[name=services][value="14"]').check();
  await page.locator('[name=address]').fill('みどり県みどり野市東雲町3-1');
  await page.getByRole('button', { name: 'この内容で保存する' }).click();
  await page.goto('/t/midorino/programmes/new?template=per_office_number');
  await page.getByLabel('事業名').fill('事業所番号ごとの補助金');
  await page.getByRole('button', { name: '下書きとして保存する' }).click();
  await page.getByRole('link', { name: '公開する' }).click();
  await page.getByRole('button', { name: '公開する' }).click();
  const guide = (await page.getByRole('link', { name: /\/guide\// }).getAttribute('href'))!;

  const letter = await people.printLetter(page, '2910999099');
  await people.leave(page);
  await page.goto('/sign-in/letter');
  await page.locator('[name=code]').fill(letter);
  await page.getByRole('button', { name: '次へ' }).click();
  await page.locator('[name=name]').fill('深山　薫');
  await page.locator('[name=email]').fill('kaoru@miyama.example.jp');
  await markMails(page);
  await page.getByRole('button', { name: '確認の番号を送る' }).click();
  await page.locator('[name=code]').fill(await people.mailedCode(page));
  await page.getByRole('button', { name: 'ログインする' }).click();

  await page.goto(guide);
  await page.getByRole('link', { name: '申請を始める' }).first().click();
  await page.getByRole('radio').first().check();
  await page.getByRole('button', { name: 'この事業所で始める' }).click();
  await fillStarted(page, guide);
  await openTask(page, '添付書類');
  await expect(page.getByText('介護サービスの提供実績が分かる書類').first()).toBeVisible();
  await attach(page, await someDocument(page, guide), '介護サービスの提供実績が分かる書類');
  const receipt = await handIn(page);
  const own = page.url().replace(/\/receipt$/, '');

  await openAtDesk(page, 'clerk', receipt);
  await take(page);
  await expect(page.getByText('4月以降にサービスを提供した月が読み取れること').first()).toBeVisible();
  const judged = await page.getByRole('radio', { name: '適合', exact: true }).all();
  for (const choice of judged.slice(0, -1)) await choice.check();
  await page.getByRole('radio', { name: '不適合', exact: true }).last().check();
  await page.locator('#criteria summary').last().click();
  await page.locator('#criteria [name^="note."]').last().fill('4月以降の実績が読み取れません');
  await page.getByRole('button', { name: '判定を保存する' }).click();
  await expect(page.getByText(/(\d+) \/ \1 件を判定済み/)).toBeVisible();
  await page.getByRole('link', { name: '起案する' }).click();
  await page.getByRole('radio', { name: '交付しない' }).check();
  await page.getByRole('button', { name: 'この内容で起案する' }).click();
  await expect(page.getByText(/理由を入力してください/).first()).toBeVisible();
  await page.locator('[name=reason]').fill(REASON);
  await look(page, 'refusal-proposed');
  await page.getByRole('button', { name: 'この内容で起案する' }).click();
  await openAtDesk(page, 'approver', receipt);
  await page.getByRole('link', { name: '決裁する' }).click();
  await page.getByRole('button', { name: /で決裁する$/ }).click();
  await expect(page.locator('.page-header').getByText('不交付決定')).toBeVisible();

  await people.leave(page);
  await people.askForCode(page, 'kaoru@miyama.example.jp');
  await page.locator('[name=code]').fill(await people.mailedCode(page));
  await page.getByRole('button', { name: 'ログインする' }).click();
  await expect(page.getByRole('main').getByText('みやま医院').first()).toBeVisible();
  await page.goto(own);
  await expect(page.getByText(REASON).first()).toBeVisible();
  await look(page, 'refused');
});
