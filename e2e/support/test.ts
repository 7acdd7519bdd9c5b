/**
 * What every browser test starts from: a server with the demonstration data as they were made, and a page that is
 * watched. A test that leaves an error in the console, or breaks the content security policy, has failed.
 */

import { test as base, expect, type Page } from '@playwright/test';
import { copyFileSync, linkSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expectAccessible } from './accessible.ts';
import { Server } from './server.ts';
import { isWalked } from './walked.ts';

type Fixtures = {
  /** A server of this test's own. */
  server: Server;
  /** What its configuration says besides; `test.use({ environment })`. */
  environment: NodeJS.ProcessEnv;
};

/**
 * The demonstration data for one test. Attachments and mails are written once and never changed, so they are linked: they
 * are far more than everything else, and copying them would be a good part of the tests' time.
 */
export function copy(from: string, to: string, put: (source: string, target: string) => void = copyFileSync): void {
  mkdirSync(to);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) copy(source, target, linkSync);
    else put(source, target);
  }
}

export const test = base.extend<Fixtures>({
  environment: [{}, { option: true }],

  server: async ({ environment }, use, info) => {
    const folder = await mkdtemp(join(tmpdir(), 'hiromeru-test-'));
    const data = join(folder, 'data');
    copy(process.env.DEMO_DATA!, data);
    const server = await Server.start({ folder, data, environment });
    await use(server);
    await server.stop();
    if (info.status !== info.expectedStatus) {
      await info.attach('server.log', { body: server.log(), contentType: 'text/plain' });
    }
    rmSync(folder, { recursive: true, force: true });
  },

  baseURL: async ({ server }, use) => {
    await use(server.address);
  },

  context: async ({ context }, use) => {
    const problems: string[] = [];
    // A page that answers 404 or 422 is written to the console as a failed load; the tests look at statuses themselves.
    // So is a form that an island sends while it is half filled in.
    // The console tells of the place in the page as well, and an answer has none.
    const expected = new Set<string>();
    context.on('response', (response) => {
      const halfFilled = response.status() === 422;
      if ((response.request().isNavigationRequest() && response.status() < 500) || halfFilled) expected.add(response.url().replace(/#.*/, ''));
      if (response.status() >= 500) problems.push(`${response.status()} ${response.url()}`);
      const { pathname } = new URL(response.url());
      if (response.status() >= 400 && pathname.startsWith('/assets/')) problems.push(`${response.status()} ${response.url()}`);
    });
    context.on('console', (message) => {
      if (message.type() !== 'error') return;
      if (message.text().startsWith('Failed to load resource') && expected.has(message.location().url.replace(/#.*/, ''))) return;
      problems.push(`console: ${message.text()}`);
    });
    context.on('weberror', (error) => problems.push(`script: ${error.error()}`));
    await use(context);
    expect(problems, 'errors in the console, failed requests, breaches of the content security policy').toEqual([]);
  },
});

export { expect };

/**
 * Becomes one of the people of the demonstration, as the bar above every page does (home.spec.ts uses the bar itself). The
 * page that is open stays as it is: go somewhere next. Tests become somebody more often than they do anything else, and no
 * page is drawn for it.
 */
export async function become(page: Page, person: string): Promise<void> {
  const bar = await (await page.request.get('/manual')).text();
  const csrf = /name="csrf" value="([^"]+)"/.exec(bar)![1]!;
  const answer = await page.request.post('/demo/become', { form: { csrf, person }, maxRedirects: 0 });
  expect(answer.status(), `becoming ${person}`).toBe(303);
}

/** Becomes somebody, and comes to their first page. */
export async function comeHome(page: Page, person: string): Promise<void> {
  await become(page, person);
  await page.goto('/home');
}

/** Goes to a place of the menu, which is folded on a narrow screen. */
export async function goTo(page: Page, place: string): Promise<void> {
  const menu = page.getByRole('navigation', { name: 'メニュー' });
  const fold = menu.locator('summary');
  if (await fold.isVisible()) await fold.click();
  await menu.getByRole('link', { name: place, exact: true }).click();
}

/**
 * A picture of the whole page, for people to look at: e2e/screenshots/<project>/<name>.png. Only where somebody asked for
 * chosen tests: a run of everything has nobody who looks, and pictures are a good part of its time.
 */
export async function picture(page: Page, name: string): Promise<void> {
  if (process.env.PICTURES === undefined) return;
  const project = test.info().project.name;
  await page.screenshot({ path: join('screenshots', project, `${name}.png`), fullPage: true });
}

/**
 * What must hold of a page that a journey comes by, and its picture: everybody can use it, where there are scripts to ask.
 * In a run of everything the walk over every page looks at most of them, and looking twice takes minutes.
 */
export async function look(page: Page, name: string): Promise<void> {
  const asks = test.info().project.use.javaScriptEnabled !== false;
  if (asks && (process.env.PICTURES !== undefined || !(await isWalked(page)))) await expectAccessible(page);
  await picture(page, name);
}

/**
 * A picture that stands in the tree: in the README, in a manual. `cargo xtask pictures` puts it there; a test run only
 * proves that it can still be made.
 */
export async function pictureForTree(page: Page, path: string): Promise<void> {
  const root = process.env.PICTURES_INTO_TREE === undefined ? join('screenshots', 'tree') : '..';
  await page.screenshot({ path: join(root, path) });
}
