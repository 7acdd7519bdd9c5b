import { expect, picture, test } from '../support/test.ts';
import { publishProgramme } from '../support/journeys/applications.ts';

test('a clerk makes a programme from the template and publishes it; everybody can read it', async ({ page, context }) => {
  const guide = await publishProgramme(page, 'みどり野市ライセンス料補助金');
  await picture(page, 'programme-published');
  await context.clearCookies();
  await page.goto(guide);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('みどり野市ライセンス料補助金');
  await picture(page, 'guide');
});
