/** A survey (J18): papers that came back by fax are typed in, and lists are read as they are saved. */

import { expect, type Page } from '@playwright/test';

/** Somebody who has not answered: the invitation, and the name of the office. */
export type Silent = { invitation: string; office: string };

/** Who has not answered, as the list on the page says. */
export async function silentIn(page: Page, survey: string): Promise<Silent[]> {
  const list = await (await page.request.get(`${survey}/silent`)).text();
  const lines = list.matchAll(/\/entry\?invitation=([0-9a-f-]+)"[^>]*aria-label="([^"]+)の回答を入力する"/g);
  return [...lines].map((line) => ({ invitation: line[1]!, office: line[2]! }));
}

/** Sends papers one after the other by the form of fast entry, without showing each: `keys` are what its lines say. */
export async function typeIn(page: Page, survey: string, papers: { paper: Silent; keys: Record<string, string> }[]): Promise<void> {
  await page.goto(`${survey}/entry?invitation=${papers[0]!.paper.invitation}`);
  const csrf = await page.locator('[name=csrf]').first().inputValue();
  for (const { paper, keys } of papers) {
    const form = { csrf, invitation: paper.invitation, channel: 'fax', ...keys };
    const answer = await page.request.post(`${survey}/entry`, { form, maxRedirects: 0 });
    expect(answer.status(), `${paper.office}: ${JSON.stringify(keys)}`).toBe(303);
  }
}

/** The rows of a list that is saved as CSV, without its headings. */
export async function saved(page: Page, address: string): Promise<string[][]> {
  const answer = await page.request.get(address);
  expect(answer.headers()['content-type']).toBe('text/csv; charset=utf-8');
  const lines = (await answer.text()).trimEnd().split('\r\n');
  return lines.slice(1).map((line) => line.split(','));
}
