/** After the grant: the report becomes a final amount and a claim; a grant is cancelled, with a letter for the seal. */

import { fillApplication, handIn, someDocument } from '../support/journeys/applications.ts';
import { decide, judge, openAtDesk, propose, take } from '../support/journeys/review.ts';
import { become, comeHome, expect, goTo, look, test } from '../support/test.ts';

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

  await comeHome(page, 'hidamari');
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

  await comeHome(page, 'hidamari');
  await page.getByRole('link', { name: '請求する' }).first().click();
  await page.goto(`${own}/claim`);
  await look(page, 'claim');
  await page.getByLabel('上のとおり、補助金を請求します').check();
  await page.getByRole('button', { name: '請求する' }).click();
  await expect(page.getByText('請求しました。')).toBeVisible();
  await expect(page.locator('.page-header').getByText('支払待ち')).toBeVisible();

  await become(page, 'clerk');
  await page.goto(award);
  await page.getByRole('link', { name: 'ほかの方法で支払ったことを記録する' }).click();
  await look(page, 'award-elsewhere');
});

test('a grant is cancelled by two people, with a letter for the seal', async ({ page }) => {
  await comeHome(page, 'approver');
  await goTo(page, '交付決定の後');
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

/** J12: what was paid is cancelled whole, ordered back, and comes back in two parts, one before and one after the reminder. */
test('a grant that was paid is cancelled, and all of it comes back', async ({ page }) => {
  await become(page, 'clerk');
  await page.goto('/t/midorino/awards?st=settled');
  await page.getByRole('table').getByRole('link').first().click();
  const award = page.url().split('?')[0]!;
  await page.getByRole('link', { name: '取消しを起案する' }).click();
  await page.getByRole('radio', { name: /^全部を取り消す/ }).check();
  await page.getByLabel('返還の期限').fill('きのう');
  await page.getByRole('button', { name: 'この内容で起案する' }).click();
  await expect(page.getByRole('alert').getByRole('link', { name: /理由/ })).toBeVisible();
  await expect(page.getByLabel('返還の期限')).toHaveValue('きのう');
  const day = (days: number) => new Date(Date.now() + 9 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10);
  await page.getByLabel('返還の期限').fill(day(30));
  await page.getByLabel('取消しの理由').fill('ライセンスを解約し、同じ費用に県の補助金を受けていたため。');
  await look(page, 'award-cancellation');
  await page.getByRole('button', { name: 'この内容で起案する' }).click();

  await become(page, 'approver');
  await page.goto(award);
  await page.getByRole('link', { name: '決裁する' }).click();
  await page.getByRole('button', { name: '決裁する' }).click();
  await expect(page.getByText('決裁しました。')).toBeVisible();
  for (const name of ['交付決定取消通知書', '返還命令書']) {
    const letter = await page.request.get((await page.getByRole('link', { name }).first().getAttribute('href'))!);
    expect((await letter.body()).subarray(0, 5).toString(), name).toBe('%PDF-');
  }

  await become(page, 'clerk');
  await page.goto(award);
  await page.getByRole('row', { name: /返還待ち/ }).getByRole('link').click();
  await look(page, 'award-recovery');
  const ordered = Number((await page.locator('dd', { hasText: /円$/ }).first().textContent())!.replace(/\D/g, ''));
  await page.getByLabel('入金日').fill(day(0));
  await page.getByLabel('入金額').fill(String(ordered + 1));
  await page.getByRole('button', { name: '入金を記録する' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  for (const part of [1_000, ordered - 1_000]) {
    await page.goto(award);
    await page.getByRole('row', { name: /返還待ち/ }).getByRole('link').click();
    await page.getByLabel('入金日').fill(day(0));
    await page.getByLabel('入金額').fill(String(part));
    await page.getByRole('button', { name: '入金を記録する' }).click();
    await expect(page.getByRole('alert')).toHaveCount(0);
  }
  await page.goto(award);
  await expect(page.getByRole('row', { name: /返還済み/ })).toBeVisible();
  await look(page, 'award-refunded');
});
