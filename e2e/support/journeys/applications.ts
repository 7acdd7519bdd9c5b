/** An application, as its office makes it: from the public page of a programme to the receipt. */

import { expect, type Page } from '@playwright/test';
import { become } from '../test.ts';

/** A programme as a template gives it, published; answers with the address of its public page. */
export async function publishProgramme(page: Page, title = 'ケアプランデータ連携システム導入補助金'): Promise<string> {
  await become(page, 'clerk');
  await page.goto('/t/midorino/programmes');
  await page.getByRole('link', { name: 'ひな形から制度を作る' }).click();
  await page.getByRole('link', { name: 'ライセンス料全額型' }).click();
  await page.getByLabel('事業名').fill(title);
  await page.getByRole('button', { name: '下書きとして保存する' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(title);
  await page.getByRole('link', { name: '公開する' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('この内容で公開しますか');
  await page.getByRole('button', { name: '公開する' }).click();
  const address = page.getByRole('link', { name: /\/guide\// });
  await expect(address).toBeVisible();
  return (await address.getAttribute('href'))!;
}

/** A file to attach, small and real. */
type Attachment = { name: string; mimeType: string; buffer: Buffer };

/** A document as it comes from an office: here, the programme's own sheet. */
export async function someDocument(page: Page, guide: string): Promise<Attachment> {
  const answer = await page.request.get(`${guide}/sheet.pdf`);
  expect(answer.status()).toBe(200);
  return { name: '支払通知書.pdf', mimeType: 'application/pdf', buffer: await answer.body() };
}

/** Begins an application for the first of the person's offices. */
export async function beginApplication(page: Page, guide: string, person = 'hidamari'): Promise<void> {
  await become(page, person);
  await page.goto(guide);
  await page.getByRole('link', { name: '申請を始める' }).first().click();
  await page.getByRole('radio').first().check();
  await page.getByRole('button', { name: 'この事業所で始める' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('申請の項目');
}

/** Begins an application and does all of its parts but the last step. */
export async function fillApplication(page: Page, guide: string, person = 'hidamari'): Promise<void> {
  await beginApplication(page, guide, person);
  await fillStarted(page, guide);
}

/** Does all parts of a begun application but the last step. */
export async function fillStarted(page: Page, guide: string): Promise<void> {
  await page.getByRole('link', { name: '事業所の確認' }).click();
  await page.getByLabel('はい、正しいです').check();
  await page.getByRole('button', { name: '保存して続ける' }).click();

  await openTask(page, '申請者と連絡先');
  await page.locator('[name=corporation]').fill('株式会社ひだまり介護');
  await page.locator('[name=representative_title]').fill('代表取締役');
  await page.locator('[name=representative_name]').fill('日向　陽子');
  await page.locator('[name=address]').fill('みどり県みどり野市緑町２－３');
  await page.locator('[name=contact_name]').fill('日向　陽子');
  await page.locator('[name=phone]').fill('０７４１－００－１２３４');
  await page.locator('[name=email]').fill('ｈｉｎａｔａ＠ｈｉｄａｍａｒｉ．ｅｘａｍｐｌｅ．ｊｐ');
  await page.getByRole('button', { name: '保存して続ける' }).click();

  await openTask(page, '補助を受ける経費');
  await page.locator('[name=paid]').fill('２１，０００円');
  await page.locator('[name=paid_on]').fill('令和8年10月1日');
  await page.getByRole('button', { name: '保存して続ける' }).click();

  await openTask(page, '添付書類');
  await attach(page, await someDocument(page, guide));

  await openTask(page, '誓約と同意');
  for (const box of await page.getByRole('checkbox').all()) await box.check();
  await page.getByRole('button', { name: '保存して続ける' }).click();
}

/** Attaches a document, the proof of payment as a rule, and waits until it has arrived. */
export async function attach(
  page: Page,
  file: Parameters<ReturnType<Page['locator']>['setInputFiles']>[0],
  document = 'ライセンス料を支払ったことが分かる書類',
): Promise<void> {
  await page.getByRole('link', { name: document }).first().click();
  await page.locator('[name=file]').setInputFiles(file);
  const arrived = page.waitForResponse((answer) => answer.request().method() === 'POST' && answer.status() === 303);
  await page.getByRole('button', { name: '添付する' }).click();
  await arrived;
  await page.waitForLoadState();
}

/** Opens one part of the application, from wherever saving the part before has led. */
export async function openTask(page: Page, title: string): Promise<void> {
  const here = page.getByRole('heading', { level: 1, name: title });
  if (await here.isVisible()) return;
  const link = page.getByRole('link', { name: title, exact: true });
  if (!(await link.isVisible())) await page.getByRole('link', { name: '申請の項目へ戻る' }).first().click();
  await link.click();
  await expect(here).toBeVisible();
}

/** Follows the link to the last step, which is there once every part is done: a file is still looked at for a moment. */
export async function goToCheck(page: Page, name: string): Promise<void> {
  const check = page.getByRole('link', { name });
  await expect(async () => {
    if (!(await check.isVisible())) await page.reload();
    await expect(check).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 20_000 });
  await check.click();
}

/** Hands the application in; answers with its receipt number. */
export async function handIn(page: Page, told = '申請を受け付けました'): Promise<string> {
  const list = page.getByRole('link', { name: '申請の項目へ戻る' }).first();
  if (await list.isVisible()) await list.click();
  await goToCheck(page, '内容を確かめて申請する');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('内容を確かめて申請する');
  await page.getByRole('button', { name: 'この内容で申請する' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(told);
  return (await page.locator('.confirmation__number').textContent())!.trim();
}
