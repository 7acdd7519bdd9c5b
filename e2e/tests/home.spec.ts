import { expect, test } from '../support/test.ts';
import { expectAccessible } from '../support/accessible.ts';

test('the first page answers, says what it is, and fits the screen', async ({ page }) => {
  const response = await page.goto('/');
  expect(response?.status()).toBe(200);
  await expect(page.locator('html')).toHaveAttribute('lang', 'ja');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  const [content, screen] = [await page.locator('body').boundingBox(), page.viewportSize()];
  expect(content!.width).toBeLessThanOrEqual(screen!.width);
});

test('every answer carries the headers that protect it', async ({ request }) => {
  for (const path of ['/', '/no-such-page', '/demo']) {
    const headers = (await request.get(path)).headers();
    expect(headers['content-security-policy'], path).toMatch(/script-src [^;]*'nonce-[^']{16,}'/);
    expect(headers['content-security-policy'], path).not.toContain('unsafe-inline');
    expect(headers['content-security-policy'], path).toContain("frame-ancestors 'none'");
    expect(headers['x-content-type-options'], path).toBe('nosniff');
    expect(headers['referrer-policy'], path).toBe('same-origin');
    expect(headers['cross-origin-opener-policy'], path).toBe('same-origin');
  }
});

test('the first page is accessible', { tag: '@script' }, async ({ page }) => {
  await page.goto('/');
  await expectAccessible(page);
});
