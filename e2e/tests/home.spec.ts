import { expect, test } from '../support/test.ts';
import { expectAccessible } from '../support/accessible.ts';

test('the first page answers, says what it is, and fits the screen', async ({ page }) => {
  const response = await page.goto('/');
  expect(response?.status()).toBe(200);
  await expect(page.locator('html')).toHaveAttribute('lang', 'ja');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  const [content, screen] = [await page.locator('body').boundingBox(), page.viewportSize()];
  expect(content!.width).toBeLessThanOrEqual(screen!.width);
  await page.locator('select[name=person]').selectOption('clerk');
  await page.getByRole('button', { name: 'この人に替わる' }).click();
  await expect(page).toHaveURL(/\/t\/midorino$/);
});

test('every answer carries the headers that protect it, and public pages allow no script', async ({ request }) => {
  for (const path of ['/', '/demo', '/no-such-page', '/assets/no-such-file']) {
    const headers = (await request.get(path)).headers();
    const policy = headers['content-security-policy'];
    expect(policy, path).toContain("default-src 'none'");
    expect(policy, path).toContain("script-src 'none'");
    expect(policy, path).toContain("frame-ancestors 'none'");
    expect(policy, path).not.toContain('unsafe');
    expect(headers['x-content-type-options'], path).toBe('nosniff');
    expect(headers['referrer-policy'], path).toBe('same-origin');
    expect(headers['cross-origin-opener-policy'], path).toBe('same-origin');
    expect(headers['server'], path).toBeUndefined();
  }
});

test('the first page is accessible', { tag: '@script' }, async ({ page }) => {
  await page.goto('/');
  await expectAccessible(page);
});
