import { become, expect, look, test } from '../support/test.ts';
import { followLink, markMails, openMail } from '../support/journeys/mail.ts';
import * as people from '../support/journeys/people.ts';

test('an office signs in with the code of its mail', async ({ page }) => {
  await people.askForCode(page, 'ｈｉｎａｔａ＠hidamari.example.jp');
  await look(page, 'sign-in-code');
  await page.locator('[name=code]').fill('0000 0000');
  await page.getByRole('button', { name: 'ログインする' }).click();
  await expect(page).toHaveTitle(/^エラー：/);
  await page.locator('[name=code]').fill(await people.mailedCode(page));
  await page.getByRole('button', { name: 'ログインする' }).click();
  await expect(page.getByRole('link', { name: /日向 陽子/ })).toBeVisible();
});

test('the link of the mail signs in where it was asked for, with a button', async ({ page }) => {
  await people.askForCode(page, 'hinata@hidamari.example.jp');
  await openMail(page, 'ログインの番号');
  await followLink(page);
  await look(page, 'sign-in-link');
  await page.getByRole('button', { name: 'ログインする' }).click();
  await expect(page.getByRole('link', { name: /日向 陽子/ })).toBeVisible();
});

test('an office without a mail address begins with its letter', async ({ page }) => {
  const code = await people.printLetter(page, '2970999021');
  await look(page, 'letter');
  await people.leave(page);
  await page.goto('/sign-in/letter');
  await page.locator('[name=code]').fill('ABCD-EFGH-JKMN');
  await page.getByRole('button', { name: '次へ' }).click();
  await expect(page).toHaveTitle(/^エラー：/);
  await page.locator('[name=code]').fill(code);
  await page.getByRole('button', { name: '次へ' }).click();
  await expect(page.getByRole('main').getByText('デイサービスこもれび')).toBeVisible();
  await page.locator('[name=name]').fill('木下　光');
  await page.locator('[name=email]').fill('hikaru@komorebi.example.jp');
  await markMails(page);
  await page.getByRole('button', { name: '確認の番号を送る' }).click();
  await page.locator('[name=code]').fill(await people.mailedCode(page));
  await page.getByRole('button', { name: 'ログインする' }).click();
  await expect(page.getByRole('main').getByText('デイサービスこもれび').first()).toBeVisible();
});

test('an invited officer chooses a password, sets up an authenticator, and comes back with both', async ({ page }) => {
  test.setTimeout(120_000);
  await people.invite(page, '二宮 涼', 'ninomiya@midorino.example.jp');
  await page.locator('[name=new_password]').fill('みどり野市');
  await page.getByRole('button', { name: 'このパスワードにする' }).click();
  await expect(page).toHaveTitle(/^エラー：/);
  await people.choosePassword(page);
  if (await page.locator('[name=email]').isVisible()) await people.typePassword(page, 'ninomiya@midorino.example.jp');
  await look(page, 'authenticator');
  const secret = await people.setUpAuthenticator(page);
  await look(page, 'recovery-codes');
  const recovery = (await page.locator('main code').first().textContent())!;
  await page.goto('/home');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('ホーム');
  await page.getByRole('button', { name: 'ログアウト', exact: true }).click();

  await people.typePassword(page, 'ninomiya@midorino.example.jp');
  await page.locator('[name=code]').fill('000000');
  await page.getByRole('button', { name: 'ログインする' }).click();
  await expect(page).toHaveTitle(/^エラー：/);
  // A code serves once: the next one comes with the next half minute.
  await page.locator('[name=code]').fill(people.sixDigits(secret, Date.now() + 30_000));
  await page.getByRole('button', { name: 'ログインする' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('ホーム');
  await page.getByRole('button', { name: 'ログアウト', exact: true }).click();

  await people.typePassword(page, 'ninomiya@midorino.example.jp');
  await page.getByRole('link', { name: /認証アプリが使えないとき/ }).click();
  await page.locator('[name=code]').fill(recovery);
  await page.getByRole('button', { name: 'ログインする' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('アカウント');
});

test('an administrator changes what somebody may do, and suspends them', async ({ page }) => {
  await become(page, 'administrator');
  await page.goto('/t/midorino/people');
  await page.getByRole('link', { name: '鈴木 健' }).click();
  await page.locator('[name=role][value=approver]').check();
  await page.getByRole('button', { name: '役割を変更する' }).click();
  await expect(page.getByRole('status').or(page.locator('.notice')).first()).toBeVisible();
  await page.locator('form[action$="/suspension"] button').click();
  await expect(page.getByText('停止中').first()).toBeVisible();
  await look(page, 'person-suspended');
});
