/** What the walk over every page (pages.spec.ts) looks at, and what it leaves to the journeys. */

import type { Page } from '@playwright/test';
import { patternOf, shownPatterns, type Pattern } from './routes.ts';

/** What is not shown as a page, not to be reached here, or looked at by a spec of its own. */
export const NO_PAGE: Pattern[] = [
  '/healthz',
  '/assets/{file}',
  '/demo/lists/{list}',
  '/home',
  '/stop/{token}',
  // A notice of a campaign: the page of an announcement, which is looked at; answered in the tests of the server.
  '/t/{tenant}/public/notices/{activity}',
  // The paper of an activity: files, answered in the tests of the server.
  '/t/{tenant}/campaigns/{campaign}/activities/{activity}/paper/labels.pdf',
  '/t/{tenant}/campaigns/{campaign}/activities/{activity}/paper/letters.pdf',
  '/t/{tenant}/campaigns/{campaign}/activities/{activity}/paper/fax-covers.pdf',
  '/t/{tenant}/campaigns/{campaign}/activities/{activity}/paper/fax-list.pdf',
  '/t/{tenant}/campaigns/{campaign}/activities/{activity}/paper/phone-list.pdf',
  '/t/{tenant}/campaigns/{campaign}/activities/{activity}/paper/visit-list.pdf',
  '/t/{tenant}/campaigns/{campaign}/activities/{activity}/paper/meeting-list.pdf',
  // A session that is arranged, came to its day, or is over, and the links of who comes: looked at in demos.spec.ts and
  // coming.spec.ts; files, a calendar to subscribe to, a loan and an open date are answered in the tests of the server.
  '/calendars/{token}/demos.ics',
  '/invited/{token}',
  '/coming/{token}',
  '/coming/{token}/cancellation',
  '/coming/{token}/switch',
  '/coming/{token}/calendar.ics',
  '/t/{tenant}/demos/open-dates/{open_date}',
  '/t/{tenant}/demos/open-dates/{open_date}/entry',
  '/t/{tenant}/demos/{demo}/change',
  '/t/{tenant}/demos/{demo}/asked',
  '/t/{tenant}/demos/{demo}/leaving',
  '/t/{tenant}/demos/{demo}/dates',
  '/t/{tenant}/demos/{demo}/loans',
  '/t/{tenant}/demos/{demo}/loans/sheet.pdf',
  '/t/{tenant}/demos/{demo}/invitations/letters.pdf',
  '/demos/{demo}/door',
  '/t/{tenant}/demos/{demo}/door',
  '/t/{tenant}/demos/{demo}/report',
  '/t/{tenant}/demos/{demo}/report.pdf',
  '/t/{tenant}/demos/{demo}/report/export',
  // The link to a registration: looked at in dispatches.spec.ts.
  '/t/{tenant}/public/registrations/{token}',
  // A list that is not made yet: looked at in campaigns.spec.ts.
  '/t/{tenant}/campaigns/{campaign}/activities/{activity}/audience',
  '/t/{tenant}/programmes/{programme}/sharing',
  // A programme whose reviewers give marks: answered in the tests of the server.
  '/t/{tenant}/programmes/{programme}/scores',
  '/t/{tenant}/programmes/{programme}/scores/export',
  '/t/{tenant}/programmes/{programme}/waiting-end',
  '/t/{tenant}/programmes/{programme}/waiting-end/decision',
  '/t/{tenant}/programmes/{programme}/waiting-end/record',
  '/t/{tenant}/programmes/{programme}/waiting-end/sheet.pdf',
  '/t/{tenant}/programmes/{programme}/waiting-ends/{ended}/scan',
  '/t/{tenant}/packets/{packet}/record',
  '/t/{tenant}/packets/{packet}/scan',
  '/t/{tenant}/handovers/from/{account}/to/{target}',
  // What follows a grant in two steps, and what comes back: looked at in awards.spec.ts.
  '/t/{tenant}/awards/{award}/return',
  '/t/{tenant}/awards/{award}/elsewhere',
  '/t/{tenant}/awards/{award}/final',
  '/t/{tenant}/awards/{award}/request',
  // Of a programme that pays in parts: answered in the tests of the server.
  '/t/{tenant}/awards/{award}/instalment',
  '/t/{tenant}/my/applications/{application}/advance',
  '/t/{tenant}/behalf/{application}/advance',
  '/t/{tenant}/awards/{award}/recoveries/{recovery}',
  // Codes have to be issued first: answered in the tests of the server.
  '/t/{tenant}/letters.pdf',
  '/t/{tenant}/notices/{notice}/letter.pdf',
  // The letter that names moments for a talk: answered in the tests of the server.
  '/t/{tenant}/applications/{application}/appointment/letter.pdf',
  '/t/{tenant}/surveys/{survey}/paper.pdf',
  // Letters, a session that is over, and what is reached by a secret: looked at in surveys.spec.ts.
  '/t/{tenant}/surveys/{survey}/letters.pdf',
  '/t/{tenant}/demos/{demo}/survey',
  '/t/{tenant}/answer',
  '/t/{tenant}/answer/{token}',
  '/t/{tenant}/answer/{token}/{question}',
  '/t/{tenant}/answer/{token}/check',
  '/t/{tenant}/answer/{token}/done',
  '/t/{tenant}/my/applications/{application}/report',
  '/t/{tenant}/my/applications/{application}/report/documents/{document}',
  '/t/{tenant}/my/applications/{application}/report/check',
  '/t/{tenant}/my/applications/{application}/claim',
  '/t/{tenant}/my/applications/{application}/change',
  '/t/{tenant}/my/applications/{application}/notices/{notice}/letter.pdf',
  '/t/{tenant}/behalf/{application}/report',
  '/t/{tenant}/behalf/{application}/report/documents/{document}',
  '/t/{tenant}/behalf/{application}/report/check',
  '/t/{tenant}/behalf/{application}/claim',
  '/t/{tenant}/behalf/{application}/change',
  '/kept/{form}',
  '/t/{tenant}/notices/bundle',
  '/t/{tenant}/year-end/{fiscal_year}/reopening',
  '/t/{tenant}/year-end/{fiscal_year}/closings/{closing}',
  '/t/{tenant}/year-end/{fiscal_year}/closings/{closing}/export',
  '/t/{tenant}/records/disposals/new',
  '/t/{tenant}/records/disposals/{disposal}',
  '/t/{tenant}/records/disposals/{disposal}/export',
  '/t/{tenant}/records/disposals/{disposal}/decision',
  '/t/{tenant}/offices/mergers/{merger}',
  '/t/{tenant}/offices/{office}/merging/{other}',
  '/t/{tenant}/my/programmes/{programme}/applications',
  '/t/{tenant}/my/programmes/{programme}/applications/{task}',
  '/t/{tenant}/my/programmes/{programme}/applications/documents',
  '/t/{tenant}/my/programmes/{programme}/applications/documents/{document}',
  '/t/{tenant}/my/programmes/{programme}/applications/check',
  '/t/{tenant}/applications/bulk/{bulk}',
  '/t/{tenant}/settings/routing/{rule}',
  // A key that nobody has made here, and what other systems read: answered in the tests of the server.
  '/t/{tenant}/settings/api-keys/{key}',
  '/api/v1/openapi.json',
  '/api/v1/{tenant}/offices',
  '/api/v1/{tenant}/applications',
  '/api/v1/{tenant}/payments',
  '/api/v1/{tenant}/adoption',
  '/api/v1/{tenant}/sessions',
  '/api/v1/{tenant}/changes',
  '/t/{tenant}/offices/{office}/account/proxy',
  '/t/{tenant}/pay-runs/{run}/results',
  '/t/{tenant}/county/{fiscal_year}/export',
  '/t/{tenant}/applications/{application}/opinions',
  '/opinions/{token}',
  '/t/{tenant}/my/programmes/{programme}/consultation',
  '/t/{tenant}/programmes/{programme}/consultations',
  '/t/{tenant}/programmes/{programme}/consultations/{consultation}',
  '/t/{tenant}/programmes/{programme}/consultations/export',
  '/opinion-pages/{pass}',
  '/opinion-pages/{pass}/attachments/{attachment}/pages/{number}',
];

let patterns: Pattern[] | undefined;

/** Whether the walk looks at the page that is open, as it is: no mistakes on it, and no word about what was just done. */
export async function isWalked(page: Page): Promise<boolean> {
  patterns ??= shownPatterns();
  const { pathname, search } = new URL(page.url());
  const pattern = patternOf(pathname, patterns);
  if (pattern === undefined || NO_PAGE.includes(pattern) || search !== '') return false;
  return (await page.getByRole('alert').count()) === 0;
}
