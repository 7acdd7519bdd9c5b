import { Buffer } from 'node:buffer';
import { become, expect, look, test } from '../support/test.ts';
import { sendList, tile } from '../support/journeys/register.ts';

const HEAD = '事業所番号,事業所名,サービスの種類,電話番号\n';

test('a row is put right where it stands, a service is named once, and the import is taken back', async ({ page }) => {
  await become(page, 'clerk');
  await sendList(page, '四月.csv', `${HEAD}2970980015,,居宅介護支援,0741-00-4001\n2970980023,やまゆり,ケアマネのところ,0741-00-4002\n`);
  expect(await tile(page, 'エラーの行')).toBe(2);
  await page.getByRole('link', { name: 'どのサービスか選ぶ' }).click();
  await page.getByRole('combobox', { name: /ケアマネのところ/ }).selectOption('43');
  await look(page, 'import-services');
  await page.getByRole('button', { name: 'このサービスとして読む' }).click();
  expect(await tile(page, 'エラーの行')).toBe(1);

  await page.getByRole('link', { name: /この行を直す.*2行目/ }).click();
  await expect(page.getByText('事業所名がありません')).toBeVisible();
  await page.getByLabel(/事業所名/).fill('やまぶき');
  await look(page, 'import-row');
  await page.getByRole('button', { name: '直して、一覧に戻る' }).click();
  expect(await tile(page, 'エラーの行')).toBe(0);
  expect(await tile(page, '新しく登録する事業所')).toBe(2);
  await page.getByRole('button', { name: 'この内容で台帳に反映する' }).click();
  await expect(page.getByText('台帳に反映しました')).toBeVisible();

  await page.getByRole('link', { name: 'この取込を取り消す' }).click();
  expect(await tile(page, '台帳から消す事業所')).toBe(2);
  await look(page, 'import-undo');
  await page.getByRole('button', { name: '取り消して、元に戻す' }).click();
  await expect(page.getByText('2件を、取込の前に戻しました')).toBeVisible();
  await page.goto('/t/midorino/offices?q=2970980015');
  await expect(page.getByRole('link', { name: 'やまぶき' })).toHaveCount(0);
});

test('cells are put right one after the other in the list, and columns are read as they are chosen', { tag: '@script' }, async ({ page }) => {
  await become(page, 'clerk');
  await sendList(page, '五月.csv', `${HEAD}2970980015,,居宅介護支援,0741-00-4001\n2970980023,,居宅介護支援,0741-00-4002\n`);
  await expect(page.getByText('その行を直して次のセルへ')).toBeVisible();
  const [first, second] = [page.getByLabel('事業所名（B2）'), page.getByLabel('事業所名（B3）')];
  await second.fill('まだ送らない');
  await first.fill('やまぶき');
  await first.press('Enter');
  await expect(page.locator('.mend-said')).toContainText('2行目を直しました');
  expect(await tile(page, 'エラーの行')).toBe(1);
  await expect(second).toBeFocused();
  await expect(second).toHaveValue('まだ送らない');
  await second.press('Escape');
  await expect(second).toHaveValue('');

  // The hands are quicker than the script here: what was chosen before it came is read all the same.
  let comes = () => {};
  const chosen = new Promise<void>((resolve) => (comes = resolve));
  await page.route('**/*.wasm', (route) => chosen.then(() => route.continue()));
  await page.getByRole('link', { name: '読み取り方を変える' }).click();
  await page.getByRole('combobox', { name: '「電話番号」の内容' }).selectOption('email');
  comes();
  await expect(page.getByRole('row', { name: '0741-00-4001' })).toContainText('読めません');
  await page.getByRole('combobox', { name: '「電話番号」の内容' }).selectOption('name');
  await expect(page.locator('#reads')).toContainText('「事業所名」をB・D列に選んでいます');
});

test('a table is pasted where there is no file', async ({ page }) => {
  await become(page, 'clerk');
  await page.goto('/t/midorino/imports/new');
  await page.getByText('表を貼り付ける').click();
  await page.getByLabel(/貼り付ける表/).fill('事業所番号\t事業所名\tサービスの種類\n2970980031\tすみれ\t居宅介護支援\n');
  await page.getByRole('button', { name: '読み取って確かめる' }).click();
  expect(await tile(page, '新しく登録する事業所')).toBe(1);
});

test('the adopters of a list are matched, and what nobody is sure of is decided by a person', async ({ page }) => {
  await become(page, 'clerk');
  await page.goto('/t/midorino/imports');
  await page.getByRole('link', { name: /^WAMNET/ }).first().click();
  await expect(page.getByText('一覧から消えました').first()).toBeVisible();
  await look(page, 'adopters');
  const waiting = await page.getByRole('row').count();
  await page.getByText(/をほかの事業所と照合する/).last().click();
  await page.getByRole('button', { name: /を対象外にする$/ }).last().click();
  await expect(page.getByText('記録しました').first()).toBeVisible();
  expect(await page.getByRole('row').count()).toBe(waiting - 1);

  await page.goto('/t/midorino/imports/new');
  await page.getByRole('radio', { name: '連携システムを利用している事業所の一覧' }).check();
  await page.locator('[name=file]').setInputFiles({ name: 'x.csv', mimeType: 'text/csv', buffer: Buffer.from(HEAD) });
  await page.getByRole('button', { name: '読み取って確かめる' }).click();
  await expect(page).toHaveTitle(/^エラー：/);
  await expect(page.getByText('どこの一覧か選んでください').first()).toBeVisible();
});

test('the register is saved in the format that is asked for', async ({ page }) => {
  await become(page, 'clerk');
  await page.goto('/t/midorino/offices');
  for (const [words, type] of [['Excel', 'spreadsheetml'], ['CSV（UTF-8）', 'text/csv']] as const) {
    const href = await page.getByRole('link', { name: `事業所の一覧を${words}で保存する` }).getAttribute('href');
    const saved = await page.request.get(href!);
    expect(saved.headers()['content-type']).toContain(type);
    expect((await saved.body()).length).toBeGreaterThan(1000);
  }
});
