/**
 * Wrong input, on every form: the same page comes back with status 422, says in Japanese what to do, leads to each
 * field, and has kept what was typed.
 */

import type { Page } from '@playwright/test';
import { beginApplication, publishProgramme } from '../support/journeys/applications.ts';
import { openAtDesk } from '../support/journeys/review.ts';
import { become, expect, look, test } from '../support/test.ts';

/** Empties every field of the form, except for one that is typed wrongly, and sends it. */
async function sendWrong(page: Page, button: string, wrong?: { field: string; typed: string }): Promise<void> {
  // A page may have other forms, some of them in closed details.
  const form = page.locator('main form[method=post]').filter({ has: page.getByRole('button', { name: button, exact: true }) });
  // Fields in closed details are sent as well.
  const closed = form.locator('details:not([open]) > summary');
  while ((await closed.count()) > 0) await closed.first().click();
  const fields = form.locator('input[type=text], input:not([type]), input[type=password], textarea');
  for (const field of await fields.all()) await field.fill('');
  for (const box of await form.locator('input[type=checkbox]').all()) await box.uncheck();
  if (wrong) await page.locator(`[name="${wrong.field}"]`).fill(wrong.typed);
  const answer = page.waitForResponse((response) => response.request().isNavigationRequest() && response.request().method() === 'POST');
  await page.getByRole('button', { name: button, exact: true }).click();
  expect((await answer).status()).toBe(422);
}

/** What every page with a mistake has. */
async function expectSentBack(page: Page, wrong?: { field: string; typed: string }): Promise<void> {
  await expect(page).toHaveTitle(/^エラー：/);
  const summary = page.getByRole('alert');
  await expect(summary.getByRole('heading', { name: '入力内容に問題があります' })).toBeVisible();
  // A sentence about the form as a whole has no field to lead to.
  expect(await summary.getByRole('listitem').count()).toBeGreaterThan(0);
  const links = summary.getByRole('link');
  for (const link of await links.all()) {
    const target = (await link.getAttribute('href'))!;
    const control = page.locator(`[id="${target.slice(1)}"]`);
    await expect(control, `${target} leads to a field`).toHaveCount(1);
    const sentence = (await link.textContent())!;
    const beside = page.locator('.field__error', { hasText: sentence });
    expect(await beside.count(), `「${sentence}」 stands beside its field as well`).toBeGreaterThan(0);
  }
  if (wrong) await expect(page.locator(`[name="${wrong.field}"]`)).toHaveValue(wrong.typed);
}

/** A form, how to get to it, and something wrong to type. */
type Form = {
  name: string;
  open: (page: Page) => Promise<void>;
  button: string;
  wrong?: { field: string; typed: string };
};

/** A page that a person opens by its address. */
const at = (person: string | null, address: string) => async (page: Page) => {
  if (person !== null) await become(page, person);
  await page.goto(address);
};

/** A form of the desk, opened from an application that is under review or waits for a decision. */
const atDesk = (person: string, receipt: string, link?: string) => async (page: Page) => {
  await openAtDesk(page, person, receipt);
  if (link !== undefined) await page.getByRole('link', { name: link, exact: true }).click();
};

const FORMS: Form[] = [
  { name: 'to sign in', open: at(null, '/sign-in'), button: '番号を送る', wrong: { field: 'email', typed: 'hinata.example.jp' } },
  { name: 'of a letter', open: at(null, '/sign-in/letter'), button: '次へ', wrong: { field: 'code', typed: 'あいう' } },
  { name: 'of staff', open: at(null, '/sign-in/staff'), button: '次へ', wrong: { field: 'email', typed: 'sato@midorino.example.jp' } },
  { name: 'for a new password', open: at(null, '/sign-in/forgotten'), button: 'リンクを送る', wrong: { field: 'email', typed: 'sato' } },
  { name: 'of an invitation', open: at('administrator', '/t/midorino/people/new'), button: '招待のメールを送る', wrong: { field: 'email', typed: 'nobody' } },
  { name: 'of an office', open: at('clerk', '/t/midorino/offices/new'), button: 'この内容で保存する', wrong: { field: 'phone', typed: '12' } },
  { name: 'of the criteria', open: atDesk('clerk', 'R8-0090'), button: '判定を保存する' },
  { name: 'of a correction', open: atDesk('clerk', 'R8-0091', '補正を依頼する'), button: 'この内容で補正を依頼する', wrong: { field: 'due', typed: '平成40年2月30日' } },
  { name: 'of a proposal', open: atDesk('clerk', 'R8-0091', '起案する'), button: 'この内容で起案する' },
  { name: 'of a decision sent back', open: atDesk('approver', 'R8-0087', '決裁する'), button: '差し戻す' },
  {
    name: 'a programme',
    open: async (page) => {
      await become(page, 'clerk');
      await page.goto('/t/midorino/programmes/new?template=licence_in_full');
    },
    button: '下書きとして保存する',
    wrong: { field: 'closes_on', typed: '平成40年2月30日' },
  },
];

for (const { name, open, button, wrong } of FORMS) {
  test(`what is wrong in the form ${name} is said beside the field, and nothing typed is lost`, async ({ page }) => {
    await open(page);
    await sendWrong(page, button, wrong);
    await expectSentBack(page, wrong);
    await look(page, `wrong-${name.replaceAll(/[^a-z]+/g, '-')}`);
  });
}

const TASKS = [
  { task: '事業所の確認' },
  { task: '申請者と連絡先', wrong: { field: 'email', typed: 'hinata.example.jp' } },
  { task: '補助を受ける経費', wrong: { field: 'paid', typed: '二万円くらい' } },
  { task: '誓約と同意' },
];

test('what is wrong in any form of an application is said beside the field, and nothing typed is lost', async ({ page }) => {
  await beginApplication(page, await publishProgramme(page));
  const list = page.url();
  for (const { task, wrong } of TASKS) {
    await page.goto(list);
    await page.getByRole('link', { name: task, exact: true }).click();
    await sendWrong(page, '保存して続ける', wrong);
    await expectSentBack(page, wrong);
    await look(page, `wrong-task-${TASKS.findIndex((one) => one.task === task)}`);
  }
});

test('a file that is no document is refused with a sentence that says what to do', async ({ page }) => {
  await beginApplication(page, await publishProgramme(page));
  await page.getByRole('link', { name: '添付書類', exact: true }).click();
  await page.getByRole('link', { name: 'ライセンス料を支払ったことが分かる書類' }).first().click();
  const file = { name: '領収書.pdf', mimeType: 'application/pdf', buffer: Buffer.from('<html>') };
  await page.locator('[name=file]').setInputFiles(file);
  await page.getByRole('button', { name: '添付する' }).click();
  await expectSentBack(page);
  await look(page, 'wrong-attachment');
});
