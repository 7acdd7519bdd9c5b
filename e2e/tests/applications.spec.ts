import { become, expect, look, test } from '../support/test.ts';
import { fillApplication, publishProgramme, someDocument } from '../support/journeys/applications.ts';
import { askToConfirm, nameConfirmer, openNews } from '../support/journeys/confirming.ts';

test('an office prepares, a colleague looks at it and hands it in, and the receipt is kept', async ({ page }) => {
  const guide = await publishProgramme(page);
  await become(page, 'hidamari');
  await nameConfirmer(page, '木下 光', 'kinoshita@komorebi.example.jp');
  await look(page, 'confirmer-named');
  await fillApplication(page, guide);
  await look(page, 'application-ready');
  await askToConfirm(page);

  // The card of whoever waits says so, and leads to where it is taken back.
  await openNews(page, 'hidamari', '申請の確認を待っています');
  await page.getByRole('button', { name: '確認の依頼を取り下げる' }).click();
  await askToConfirm(page);

  // It is sent back: the reason stands where it is put right, and nothing that was typed is gone.
  await openNews(page, 'komorebi', '申請の確認を依頼されています');
  await look(page, 'application-to-confirm');
  await page.getByRole('button', { name: '差し戻す' }).click();
  await expect(page.getByRole('alert')).toContainText('直してほしいことを入力してください');
  await page.getByLabel('直してほしいこと').fill('電話番号が古いです');
  await page.getByRole('button', { name: '差し戻す' }).click();
  await openNews(page, 'hidamari', '確認者から申請が差し戻されました');
  await expect(page.getByText('電話番号が古いです')).toBeVisible();
  await page.getByRole('link', { name: '申請者と連絡先', exact: true }).click();
  await expect(page.locator('[name=contact_name]')).toHaveValue('日向　陽子');
  await page.locator('[name=phone]').fill('０７４１－００－９９９９');
  await page.getByRole('button', { name: '保存して続ける' }).click();
  await askToConfirm(page);

  await openNews(page, 'komorebi', '申請の確認を依頼されています');
  await page.getByRole('button', { name: '確認しました。この内容で申請する' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('申請を受け付けました');
  const receipt = (await page.locator('.confirmation__number').textContent())!.trim();
  expect(receipt).toMatch(/^R8-\d{4}$/);
  // Typed in full width; shown, and written to, as it is.
  await expect(page.getByText('hinata@hidamari.example.jp')).toBeVisible();
  await look(page, 'application-received');
});

test('a corporation applies once for its five offices', async ({ page }) => {
  const guide = await publishProgramme(page);
  await become(page, 'satonomori');
  await page.goto(guide);
  await page.getByRole('link', { name: '申請を始める' }).first().click();
  const offices = await page.getByRole('checkbox').all();
  expect(offices.length).toBe(5);
  for (const box of offices) await box.check();
  await page.getByRole('button', { name: '選んだ事業所で始める' }).click();
  const heading = page.getByRole('heading', { level: 1 });
  await expect(heading).toHaveText('まとめて申請する');

  await page.getByRole('link', { name: '事業所の確認' }).click();
  for (const yes of await page.getByLabel('はい、正しいです').all()) await yes.check();
  await page.getByRole('button', { name: '保存して続ける' }).click();

  await page.getByRole('link', { name: '申請者と連絡先' }).click();
  await page.locator('[name=corporation]').fill('社会福祉法人さとのもり会');
  await page.locator('[name=representative_name]').fill('里山　守');
  await page.locator('[name=address]').fill('みどり県みどり野市里山１－１');
  await page.locator('[name=contact_name]').fill('森野　里子');
  await page.locator('[name=phone]').fill('0741-00-5555');
  await page.locator('[name=email]').fill('morino@satonomori.example.jp');
  await page.getByRole('button', { name: '保存して続ける' }).click();

  await page.getByRole('link', { name: '補助を受ける経費' }).click();
  await page.locator('[name=paid]').fill('21,000');
  await page.locator('[name=paid_on]').fill('令和8年10月1日');
  await page.getByRole('button', { name: '保存して続ける' }).click();

  await page.getByRole('link', { name: '添付書類' }).click();
  await page.getByRole('link', { name: 'まとめて添付する' }).first().click();
  await page.locator('[name=file]').setInputFiles(await someDocument(page, guide));
  await page.getByRole('button', { name: '添付する' }).click();
  await expect(page.getByText('5件すべてに添付されています')).toBeVisible();
  await page.getByRole('link', { name: 'まとめて申請するページへ戻る' }).first().click();

  await page.getByRole('link', { name: '誓約と同意' }).click();
  for (const box of await page.getByRole('checkbox').all()) await box.check();
  await page.getByRole('button', { name: '保存して続ける' }).click();
  const send = page.getByRole('link', { name: '5件をまとめて申請する' });
  await expect(async () => {
    await page.reload();
    await expect(send).toBeVisible({ timeout: 1000 });
  }).toPass();
  await look(page, 'joint-ready');

  await send.click();
  await expect(page.getByText('105,000円')).toBeVisible();
  await page.getByRole('button', { name: 'この内容で5件を申請する' }).click();
  await expect(page.getByText('5件を受け付けました')).toBeVisible();
  await expect(page.getByRole('link', { name: /^受付番号 R8-/ })).toHaveCount(5);
  await look(page, 'joint-received');
});
