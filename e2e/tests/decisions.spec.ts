/** The decision: who waits for the budget moves up and is told (J8), and a packet goes past whoever may not decide so much. */

import { fillApplication, handIn } from '../support/journeys/applications.ts';
import { openMail } from '../support/journeys/mail.ts';
import { become, expect, look, test } from '../support/test.ts';

const PROGRAMME = '1件分だけの補助金';

test('who comes after the last place waits, moves up when somebody withdraws, and is told by mail', async ({ page }) => {
  test.setTimeout(120_000);
  await become(page, 'clerk');
  await page.goto('/t/midorino/programmes/new?template=licence_in_full');
  await page.getByLabel('事業名').fill(PROGRAMME);
  await page.locator('[name=budget]').fill('21,000');
  const policy = page.locator('[name=exhaustion][value=waitlist]');
  await page.locator('details', { has: policy }).locator('summary').click();
  await policy.check();
  await page.locator('[name=review_points]').fill('費用に見合う効果 5点 重み2');
  await page.getByRole('button', { name: '下書きとして保存する' }).click();
  await page.getByRole('link', { name: '公開する' }).click();
  await page.getByRole('button', { name: '公開する' }).click();
  const guide = (await page.getByRole('link', { name: /\/guide\// }).getAttribute('href'))!;

  await fillApplication(page, guide);
  expect(await handIn(page)).toMatch(/-0001$/);
  const first = page.url().replace(/\/receipt$/, '');
  await fillApplication(page, guide, 'tsubame');
  expect(await handIn(page, '待機として受け付けました')).toMatch(/-0002$/);
  await expect(page.getByText('待機1番です')).toBeVisible();
  await look(page, 'waiting-receipt');
  await page.getByRole('link', { name: '申請の状況を見る' }).click();
  await look(page, 'waiting-status');
  const waiting = page.url();

  await become(page, 'hidamari');
  await page.goto(first);
  await page.getByRole('link', { name: 'この申請を取り下げる' }).click();
  await page.getByRole('button', { name: '申請を取り下げる' }).click();
  await expect(page.getByText('申請を取り下げました。')).toBeVisible();

  await become(page, 'tsubame');
  await page.goto(waiting);
  await expect(page.getByText('待機から繰り上がりました')).toBeVisible();
  await openMail(page, /待機の申請が繰り上がりました/);
  await become(page, 'clerk');
  // With points in the rules the reviewer gives marks beside the documents (decision 72).
  await page.goto(waiting.replace('/my/', '/'));
  await page.locator('[name="mark.0"]').selectOption('4');
  await page.getByRole('button', { name: '採点を保存する' }).click();
  await expect(page.getByText('平均 80.00点')).toBeVisible();
  await page.goto('/t/midorino/programmes');
  await page.getByRole('link', { name: PROGRAMME }).click();
  await page.getByRole('link', { name: '予算の台帳と見込みを見る' }).click();
  await expect(page.getByText('一致しています')).toBeVisible();
  await look(page, 'ledger');
});

test('a packet above a limit goes to the next, and each of its cases gets its own result', async ({ page }) => {
  await become(page, 'administrator');
  await page.goto('/t/midorino/settings/decisions');
  await page.locator('[name^="limit."]').first().fill('30,000');
  await page.getByRole('button', { name: '保存する' }).click();
  await expect(page.getByText('決裁の設定を保存しました。')).toBeVisible();
  await look(page, 'decision-settings');

  await become(page, 'approver');
  await page.goto('/t/midorino/packets');
  await page.getByRole('link', { name: /-起案-1$/ }).click();
  await expect(page.getByText(/30,000円まで）を超えています/)).toBeVisible();
  await expect(page.getByRole('link', { name: '決裁する', exact: true })).toHaveCount(0);
  const packet = page.url();

  await become(page, 'administrator');
  await page.goto('/t/midorino/settings/decisions');
  await page.locator('[name^="limit."]').first().fill('');
  await page.getByRole('button', { name: '保存する' }).click();
  await become(page, 'approver');
  await page.goto(packet);
  await look(page, 'packet');
  await page.getByRole('link', { name: '決裁する', exact: true }).click();
  await page.getByRole('radio', { name: '起案のとおり決裁する' }).first().check();
  await page.getByRole('radio', { name: '差し戻す' }).last().check();
  await page.getByRole('button', { name: 'この内容で決裁する' }).click();
  await expect(page.getByText(/差し戻す理由を入力してください/).first()).toBeVisible();
  await look(page, 'packet-decision');
  await page.getByRole('textbox', { name: /差し戻す理由/ }).last().fill('支払日の根拠を書いてください');
  await page.getByRole('button', { name: 'この内容で決裁する' }).click();
  await expect(page.getByText('決裁しました。')).toBeVisible();
  await expect(page.getByText('差戻し：支払日の根拠を書いてください')).toBeVisible();
  await look(page, 'packet-decided');
  await page.goto('/t/midorino/notices');
  await expect(page.getByRole('cell', { name: '有効' }).first()).toBeVisible();
  await look(page, 'notices');
});
