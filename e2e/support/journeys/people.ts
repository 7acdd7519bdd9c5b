/** Signing in as outside the demonstration: mailed codes, letters, passwords and authenticators. */

import { createHmac } from 'node:crypto';
import { expect, type Page } from '@playwright/test';
import { become } from '../test.ts';
import { followLink, markMails, openMail } from './mail.ts';

/** A password that nobody else has. */
const PASSWORD = '駅前の八百屋で買った三つの柿と二つの梨';

/** Ends whatever session the browser has. */
export async function leave(page: Page): Promise<void> {
  await page.context().clearCookies();
}

/** An office signs in with the code of its mail; stops at the page that asks for it. */
export async function askForCode(page: Page, email: string): Promise<void> {
  await page.goto('/sign-in');
  await page.locator('[name=email]').fill(email);
  await markMails(page);
  await page.getByRole('button', { name: '番号を送る' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('メールを確認してください');
}

/** The code in the newest sign-in mail. */
export async function mailedCode(page: Page): Promise<string> {
  const other = await page.context().newPage();
  await openMail(other, 'ログインの番号');
  const code = (await other.locator('.letter').textContent())!.match(/\b\d{4}[ -]?\d{4}\b/);
  await other.close();
  expect(code, 'a code of eight digits stands in the mail').not.toBeNull();
  return code![0];
}

/** A clerk prints a letter for an office; answers with the code in it. */
export async function printLetter(page: Page, office: string): Promise<string> {
  await become(page, 'clerk');
  await page.goto(`/t/midorino/offices?q=${office}`);
  await page.getByRole('link', { name: /./ }).and(page.locator('main table a')).first().click();
  await page.getByRole('link', { name: 'はじめてのお手紙を出す' }).click();
  await page.locator('main form button').first().click();
  const code = page.locator('code.secret');
  await expect(code).toBeVisible();
  return (await code.textContent())!.trim();
}

/** An administrator invites somebody; the browser then stands at the page of the mailed link, signed out. */
export async function invite(page: Page, name: string, email: string): Promise<void> {
  await become(page, 'administrator');
  await page.goto('/t/midorino/people/new');
  await page.locator('[name=name]').fill(name);
  await page.locator('[name=email]').fill(email);
  await page.locator('[name=role][value=clerk]').check();
  await page.getByRole('button', { name: '招待のメールを送る' }).click();
  await expect(page.getByRole('main').getByText(email)).toBeVisible();
  await openMail(page, /招待/);
  await leave(page);
  await page.goto('/outbox');
  await openMail(page, /招待/);
  await followLink(page);
  await expect(page.locator('[name=new_password]')).toBeVisible();
}

/** Chooses a password; the browser then stands at the set-up of the authenticator. */
export async function choosePassword(page: Page): Promise<void> {
  await page.locator('[name=new_password]').fill(PASSWORD);
  await page.getByRole('button', { name: 'このパスワードにする' }).click();
}

/** Types address and password as staff do; the browser then stands at the next step. */
export async function typePassword(page: Page, email: string): Promise<void> {
  await page.goto('/sign-in/staff');
  await page.locator('[name=email]').fill(email);
  await page.locator('[name=password]').fill(PASSWORD);
  await page.getByRole('button', { name: '次へ' }).click();
}

/** Sets up the authenticator with the secret that the page shows; answers with the secret. */
export async function setUpAuthenticator(page: Page): Promise<string> {
  const secret = (await page.locator('main code').first().textContent())!.replaceAll(/\s/g, '');
  await page.locator('[name=code]').fill(sixDigits(secret, Date.now()));
  await page.getByRole('button', { name: '設定する' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('回復コード');
  return secret;
}

/** What an authenticator shows (RFC 6238: SHA-1, 30 seconds, six digits). */
export function sixDigits(secret: string, now: number): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...secret.replace(/=+$/, '')].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g)!.map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(now / 30_000)));
  const digest = createHmac('sha1', key).update(counter).digest();
  const at = digest[19]! & 15;
  return ((digest.readUInt32BE(at) & 0x7fffffff) % 1_000_000).toString().padStart(6, '0');
}
