/** After the grant: the report becomes a final amount and a claim; a grant is cancelled, with a letter for the seal. */

import { fillApplication, handIn, someDocument } from '../support/journeys/applications.ts';
import { decide, judge, openAtDesk, propose, take } from '../support/journeys/review.ts';
import { become, expect, look, test } from '../support/test.ts';

const PROGRAMME = '支払う前に申請する補助金';

test('what was paid is reported, fixed by two officers, and claimed', async ({ page }) => {
  test.setTimeout(120_000);
  await become(page, 'clerk');
  await page.goto('/t/midorino/programmes/new?template=licence_in_full');
  await page.getByLabel('事業名').fill(PROGRAMME);
  const step = page.locator('[name=procedure][value=two_step]');
  await page.locator('details', { has: step }).locator('summary').click();
  await step.check();
  await page.getByRole('button', { name: '下書きとして保存する' }).click();
  await page.getByRole('link', { name: '公開する' }).click();
  await page.getByRole('button', { name: '公開する' }).click();
  const guide = (await page.getByRole('link', { name: /\/guide\// }).getAttribute('href'))!;
  await fillApplication(page, guide);
  const receipt = await handIn(page);
  const own = page.url().replace(/\/receipt$/, '');
  await openAtDesk(page, 'clerk', receipt);
  await take(page);
  await judge(page);
  await propose(page);
  await openAtDesk(page, 'approver', receipt);
  await decide(page);

  await become(page, 'hidamari');
  await page.getByRole('link', { name: '実績を報告する' }).first().click();
  await page.goto(own);
  await look(page, 'award-status');
  await page.getByRole('link', { name: '変更・中止を申請する' }).click();
  await look(page, 'award-change');
  await page.goto(`${own}/report`);
  await page.locator('[name=paid]').fill('20,000');
  await page.getByRole('button', { name: '保存して続ける' }).click();
  await expect(page.getByText('事業の成果を入力してください').first()).toBeVisible();
  await look(page, 'report');
  await page.locator('[name=done]').fill('3か所の事業所とケアプランを送受信している');
  await page.getByRole('button', { name: '保存して続ける' }).click();
  await page.getByRole('link', { name: /支払いを確認できる書類$/ }).click();
  await look(page, 'report-file');
  await page.locator('[name=file]').setInputFiles(await someDocument(page, guide));
  await page.getByRole('button', { name: '添付する' }).click();
  await expect(async () => {
    await page.reload();
    await expect(page.getByText('OK').first()).toBeVisible();
  }).toPass();
  await look(page, 'report-check');
  await page.getByRole('button', { name: 'この内容で報告する' }).click();
  await expect(page.getByText('実績を報告しました。')).toBeVisible();

  await become(page, 'clerk');
  await page.goto('/t/midorino/awards?st=reported');
  await page.getByRole('link', { name: receipt, exact: true }).click();
  await look(page, 'award-reported');
  const award = page.url();
  await page.getByRole('link', { name: '補正を依頼する' }).click();
  await look(page, 'award-return');
  await page.goto(award);
  await page.getByRole('link', { name: '額の確定を起案する' }).click();
  await expect(page.locator('[name=amount]')).toHaveValue('20,000');
  await look(page, 'award-final');
  await page.getByRole('button', { name: 'この額で起案する' }).click();
  await become(page, 'approver');
  await page.goto(award);
  await page.getByRole('link', { name: '決裁する' }).click();
  await look(page, 'award-decision');
  await page.getByRole('button', { name: '決裁する' }).click();
  await expect(page.getByRole('link', { name: '額の確定通知書' })).toBeVisible();

  await become(page, 'hidamari');
  await page.getByRole('link', { name: '請求する' }).first().click();
  await page.goto(`${own}/claim`);
  await look(page, 'claim');
  await page.getByLabel('上のとおり、補助金を請求します').check();
  await page.getByRole('button', { name: '請求する' }).click();
  await expect(page.getByText('請求しました。')).toBeVisible();
  await expect(page.locator('.page-header').getByText('支払待ち')).toBeVisible();
});

test('a grant is cancelled by two people, with a letter for the seal', async ({ page }) => {
  await become(page, 'approver');
  await page.getByRole('link', { name: '交付決定の後', exact: true }).click();
  await look(page, 'awards');
  await page.getByRole('link', { name: 'いちばん古い起案を見る' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('交付決定の取消しを決裁する');
  await page.getByRole('button', { name: '差し戻す' }).click();
  await expect(page.getByText('差し戻す理由を入力してください').first()).toBeVisible();
  await page.getByRole('button', { name: '決裁する' }).click();
  await expect(page.getByText('決裁しました。')).toBeVisible();
  await look(page, 'award-cancelled');
  const href = await page.getByRole('link', { name: '交付決定取消通知書' }).getAttribute('href');
  const letter = await page.request.get(href!);
  expect((await letter.body()).subarray(0, 5).toString()).toBe('%PDF-');
});
