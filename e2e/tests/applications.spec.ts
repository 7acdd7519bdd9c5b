import { expect, picture, test } from '../support/test.ts';
import { fillApplication, handIn, publishProgramme } from '../support/journeys/applications.ts';

test('an office applies and keeps its receipt', async ({ page }) => {
  const guide = await publishProgramme(page);
  await fillApplication(page, guide);
  await picture(page, 'application-ready');
  const receipt = await handIn(page);
  expect(receipt).toMatch(/^R8-\d{4}$/);
  // Typed in full width; shown, and written to, as it is.
  await expect(page.getByText('hinata@hidamari.example.jp')).toBeVisible();
  await picture(page, 'application-received');
});
