import { comeHome, expect, look, test } from '../support/test.ts';
import { attach, fillApplication, goToCheck, handIn, openTask, publishProgramme, someDocument } from '../support/journeys/applications.ts';
import { askBack, decide, judge, openAtDesk, propose, take } from '../support/journeys/review.ts';
import { openMail } from '../support/journeys/mail.ts';

test('an application goes from the office over correction, review and decision to its notice', async ({ page }) => {
  test.setTimeout(120_000);
  const guide = await publishProgramme(page);
  await fillApplication(page, guide);
  const receipt = await handIn(page);

  await openAtDesk(page, 'clerk', receipt);
  await expect(page.getByText('適合の見込み').first()).toBeVisible();
  await take(page);
  await look(page, 'workspace');
  await askBack(page, '支払日が読み取れません。支払日の分かる明細も付けてください。');

  await comeHome(page, 'hidamari');
  await page.getByRole('link', { name: '補正する' }).click();
  await expect(page.getByText('支払日が読み取れません。').first()).toBeVisible();
  await look(page, 'correction-asked');
  await openTask(page, '添付書類');
  await attach(page, await someDocument(page, guide));
  await page.getByRole('link', { name: '申請の項目へ戻る' }).first().click();
  await goToCheck(page, '内容を確かめて');
  await page.locator('main form button').last().click();
  await expect(page.getByText(/再提出/).first()).toBeVisible();

  await openAtDesk(page, 'clerk', receipt);
  await take(page);
  await judge(page);
  await propose(page);
  await look(page, 'proposed');

  await openAtDesk(page, 'approver', receipt);
  await decide(page);
  await look(page, 'decided');

  await comeHome(page, 'hidamari');
  await page.getByRole('link', { name: '結果を見る' }).first().click();
  await expect(page.getByText('交付が決定しました').first()).toBeVisible();
  const href = await page.getByRole('link', { name: '決定通知書（PDF）を開く' }).getAttribute('href');
  const notice = await page.request.get(href!);
  expect(notice.headers()['content-type']).toBe('application/pdf');
  expect((await notice.body()).subarray(0, 5).toString()).toBe('%PDF-');
  await look(page, 'granted');
  await openMail(page, /交付|結果/);
  await look(page, 'mail-granted');
});

test('who proposed cannot decide, and of two officers the slower one sees what the other did', async ({ page, browser, baseURL }) => {
  const colleague = await (await browser.newContext({ baseURL: baseURL! })).newPage();
  await openAtDesk(colleague, 'clerk-two', 'R8-0098');
  await openAtDesk(page, 'clerk', 'R8-0098');
  await take(page);
  if (test.info().project.name === 'js-on-1280') {
    const line = page.getByRole('separator', { name: '要件と書類の幅' });
    await expect(line).toBeVisible();
    await line.press('ArrowLeft');
    await expect(line).toHaveAttribute('aria-valuenow', '38');
  }
  await colleague.getByRole('button', { name: '担当になって審査を始める' }).click();
  await expect(colleague.getByRole('main').getByText('佐藤 葵').first()).toBeVisible();
  await expect(colleague.getByRole('heading', { level: 1 })).toContainText(/先に|変更|ほか/);
  await look(colleague, 'two-officers');
  await colleague.context().close();
});

test('a second application of the office is refused with the number of the first', async ({ page }) => {
  const guide = await publishProgramme(page);
  await fillApplication(page, guide);
  const receipt = await handIn(page);
  await page.goto(guide);
  await page.getByRole('link', { name: '申請を始める' }).first().click();
  await expect(page.getByText(receipt)).toBeVisible();
  await look(page, 'second-application');
});
