/**
 * Every page that anybody can reach, found by following links as a person would. Each is looked at once for each
 * person: accessible, one heading, no sideways scrolling, small, and for applicants without any script.
 */

import type { Page } from '@playwright/test';
import { barriers } from '../support/accessible.ts';
import { tellTheStory } from '../support/journeys.ts';
import { patternOf, shownPatterns, type Pattern } from '../support/routes.ts';
import { become, expect, picture, test } from '../support/test.ts';

/** People, and whether their pages may hold islands. */
const PEOPLE = [
  { key: null, islands: false },
  { key: 'hidamari', islands: false },
  { key: 'clerk', islands: true },
  { key: 'approver', islands: true },
  { key: 'viewer', islands: true },
  { key: 'administrator', islands: true },
  { key: 'federation', islands: true },
] as const;

/** What a browser is not shown as a page, or is looked at elsewhere. */
const NO_PAGE: Pattern[] = [
  '/healthz',
  '/assets/{file}',
  '/demo/lists/{list}',
  // Reached by a form: settings.spec.ts looks at it.
  '/t/{tenant}/handovers/from/{account}/to/{target}',
];

const HTML_LIMIT = 60_000;
const CSS_LIMIT = 40_000;

test('every page is accessible, fits, and is small; every route is reached by somebody', { tag: '@script' }, async ({ page }) => {
  test.setTimeout(600_000);
  const patterns = shownPatterns();
  const reached = new Set<Pattern>();
  const problems: string[] = [];
  await tellTheStory(page);
  for (const { key, islands } of PEOPLE) {
    await page.context().clearCookies();
    await (key === null ? page.goto('/') : become(page, key));
    const walk = new Walk(page, patterns, key ?? 'anybody', islands);
    await walk.everywhere();
    walk.reached.forEach((pattern) => reached.add(pattern));
    problems.push(...walk.problems);
  }
  const missed = patterns.filter((pattern) => !reached.has(pattern) && !NO_PAGE.includes(pattern));
  problems.push(...missed.map((pattern) => `no link leads to ${pattern}`));
  expect(problems).toEqual([]);
});

/** One person's way through everything they can reach. */
class Walk {
  readonly reached = new Set<Pattern>();
  readonly problems: string[] = [];

  constructor(
    private readonly page: Page,
    private readonly patterns: Pattern[],
    private readonly who: string,
    private readonly islands: boolean,
  ) {}

  /** Follows every link from where the person is; one page for each route. */
  async everywhere(): Promise<void> {
    const { origin } = new URL(this.page.url());
    const waiting = [this.page.url(), `${origin}/`];
    for (let address = waiting.shift(); address !== undefined; address = waiting.shift()) {
      const pattern = patternOf(new URL(address).pathname, this.patterns);
      if (pattern === undefined) {
        this.problems.push(`${this.who}: ${address} is no route`);
        continue;
      }
      if (this.reached.has(pattern)) continue;
      this.reached.add(pattern);
      const answer = await this.page.request.get(address);
      if (answer.status() !== 200) this.problems.push(`${this.who}: ${address} answers ${answer.status()}`);
      if (!answer.headers()['content-type']?.startsWith('text/html')) continue;
      await this.page.goto(address);
      await this.look(pattern, (await answer.body()).length);
      const links = await this.page.locator('a[href]').evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href));
      waiting.push(...links.filter((link) => link.startsWith(`${origin}/`)).map((link) => link.split('#')[0]!));
    }
  }

  /** What must hold on every page. */
  private async look(pattern: Pattern, bytes: number): Promise<void> {
    const { page } = this;
    const wrong = (what: string) => this.problems.push(`${this.who}: ${page.url()}: ${what}`);
    const headings = await page.getByRole('heading', { level: 1 }).count();
    if (headings !== 1) wrong(`${headings} main headings`);
    if (bytes > HTML_LIMIT) wrong(`${bytes} bytes of HTML`);
    const [content, screen] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
    if (content! > screen!) wrong(`scrolls sideways: ${content} on ${screen}`);
    const scripts = await page.locator('script').count();
    if (scripts > 0 && !this.islands) wrong(`${scripts} scripts`);
    for (const style of await page.locator('link[rel=stylesheet]').evaluateAll((all) => all.map((link) => (link as HTMLLinkElement).href))) {
      const { length } = await (await page.request.get(style)).body();
      if (length > CSS_LIMIT) wrong(`${length} bytes of styles`);
    }
    (await barriers(page)).forEach(wrong);
    await picture(page, `${this.who}${pattern.replaceAll('/', '-')}`);
  }
}
