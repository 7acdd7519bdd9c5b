/**
 * Every page that anybody can reach, found by following links as a person would, and the pages behind forms. Each is
 * looked at once with scripts and once without: accessible, one heading, no sideways scrolling, small, and for applicants without
 * any script.
 */

import type { Page } from '@playwright/test';
import { barriers, session } from '../support/accessible.ts';
import { beginApplication, fillStarted, handIn, publishProgramme } from '../support/journeys/applications.ts';
import { beginPaper, copyThePaper, day, findOffice, receivePaper, scan } from '../support/journeys/behalf.ts';
import { followLink, openMail } from '../support/journeys/mail.ts';
import * as people from '../support/journeys/people.ts';
import { sendList } from '../support/journeys/register.ts';
import { askBack, openAtDesk, take } from '../support/journeys/review.ts';
import { patternOf, shownPatterns, type Pattern } from '../support/routes.ts';
import { NO_PAGE } from '../support/walked.ts';
import { become, comeHome, expect, picture, test } from '../support/test.ts';

/**
 * People, whether their pages may hold islands, and how many addresses of one route are read for links: a page offers
 * other links in another state. Whoever sees what others see reads fewer.
 */
const PEOPLE = [
  { key: null, islands: false, addresses: 2 },
  { key: 'satonomori', islands: false, addresses: 3 },
  { key: 'clerk', islands: true, addresses: 3 },
  { key: 'approver', islands: true, addresses: 2 },
  { key: 'viewer', islands: true, addresses: 1 },
  { key: 'administrator', islands: true, addresses: 1 },
  { key: 'misaki-clerk', islands: true, addresses: 1 },
  { key: 'federation', islands: true, addresses: 2 },
  { key: 'prefecture', islands: true, addresses: 1 },
  { key: 'central', islands: true, addresses: 3 },
] as const;

const HTML_LIMIT = 60_000;
const CSS_LIMIT = 40_000;

test('every page is accessible, fits, and is small; every route is reached by somebody', { tag: '@script' }, async ({ page }) => {
  test.setTimeout(1_200_000);
  const patterns = shownPatterns();
  const looks = new Looks(page, patterns);
  for (const { key, islands, addresses } of PEOPLE) {
    await people.leave(page);
    await (key === null ? page.goto('/') : comeHome(page, key));
    await new Walk(looks, key ?? 'anybody', islands, addresses).everywhere();
  }
  await behindForms(page, looks);
  const missed = patterns.filter((pattern) => !looks.reached.has(pattern) && !NO_PAGE.includes(pattern));
  looks.problems.push(...missed.map((pattern) => `nothing leads to ${pattern}`));
  expect(looks.problems).toEqual([]);
});

/** What stands behind a form, and is reached by no link. */
async function behindForms(page: Page, looks: Looks): Promise<void> {
  const look = () => looks.look(page, 'behind a form', false);
  await page.goto('/dev/elements');
  await look();

  await people.leave(page);
  await people.askForCode(page, 'hinata@hidamari.example.jp');
  await look();
  await openMail(page, 'ログインの番号');
  await followLink(page);
  await look();

  const letter = await people.printLetter(page, '2970999021');
  await looks.look(page, 'behind a form', true);
  await looks.file(page, (await page.locator('a[href$="/letter.pdf"]').first().getAttribute('href'))!);
  await people.leave(page);
  await page.goto('/sign-in/letter');
  await page.locator('[name=code]').fill(letter);
  await page.getByRole('button', { name: '次へ' }).click();
  await look();

  await people.invite(page, '二宮 涼', 'ninomiya@midorino.example.jp');
  await look();
  await people.choosePassword(page);
  if (await page.locator('[name=email]').isVisible()) await people.typePassword(page, 'ninomiya@midorino.example.jp');
  await look();
  await people.setUpAuthenticator(page);
  await looks.look(page, 'behind a form', false);
  await page.goto('/account');
  for (const path of ['/account/password', '/account/second-factor', '/account/recovery-codes']) {
    await page.goto(path);
    await looks.look(page, 'an officer outside the demonstration', true);
  }
  await people.leave(page);
  await people.typePassword(page, 'ninomiya@midorino.example.jp');
  await look();
  await page.goto('/sign-in/recovery');
  await look();

  await become(page, 'hidamari');
  await page.goto('/t/midorino/guide');
  const guide = await page.getByRole('main').getByRole('link').first().getAttribute('href');
  await beginApplication(page, guide!);
  const own = page.url();
  await new Walk(looks, 'hidamari', false, 3).everywhere();
  await page.goto(own);
  await fillStarted(page, guide!);
  await page.goto(`${own}/check`);
  await look();
  await page.goto(own);
  await handIn(page);
  await look();
  await become(page, 'clerk');
  await page.goto('/t/midorino/programmes/new?template=licence_in_full');
  await page.getByRole('button', { name: '下書きとして保存する' }).click();
  await page.getByRole('link', { name: '公開する' }).click();
  await looks.look(page, 'clerk', true);
  await page.goto('/t/midorino/search?q=ひだまり');
  await looks.look(page, 'clerk', true);
  await openAtDesk(page, 'clerk', 'R8-0001');
  await looks.file(page, (await page.locator('a[href*="/notice.pdf"]').first().getAttribute('href'))!);
  await openAtDesk(page, 'clerk', 'R8-0099');
  await take(page);
  for (const link of ['起案する', '補正を依頼する']) {
    await page.getByRole('link', { name: link, exact: true }).click();
    await looks.look(page, 'clerk', true);
    await page.goBack();
  }
  await askBack(page, '支払日が読み取れません。');
  await looks.look(page, 'clerk', true);
  await onBehalf(page, looks);
  await lists(page, looks);
  await become(page, 'administrator');
  await page.goto('/t/midorino/records/people?q=佐藤');
  await looks.look(page, 'administrator', true);
  await page.getByRole('link', { name: /佐藤/ }).click();
  await looks.look(page, 'administrator', true);
  await looks.file(page, (await page.locator('a[href$="/data.zip"]').getAttribute('href'))!);
}

/** A list with a service that no list of names has, and one that was imported and can be taken back. */
async function lists(page: Page, looks: Looks): Promise<void> {
  const head = '事業所番号,事業所名,サービスの種類\n';
  await become(page, 'clerk');
  await sendList(page, '呼び名.csv', `${head}2970980049,すいせん,まちのケアマネ\n`);
  await page.getByRole('link', { name: 'どのサービスか選ぶ' }).click();
  await looks.look(page, 'clerk', true);
  await sendList(page, '五月.csv', `${head}2970980056,りんどう,居宅介護支援\n`);
  await page.getByRole('button', { name: 'この内容で台帳に反映する' }).click();
  await page.getByRole('link', { name: 'この取込を取り消す' }).click();
  await looks.look(page, 'clerk', true);
}

/** A paper that a clerk enters, in the states that no link of the story leads to. */
async function onBehalf(page: Page, looks: Looks): Promise<void> {
  const programme = '紙でも申請できる補助金';
  const look = () => looks.look(page, 'clerk', true);
  await publishProgramme(page, programme);
  const sheet = await scan(page, programme);
  await findOffice(page, 'つばめ');
  await beginPaper(page, programme, day(0));
  await page.waitForURL(/\/behalf\/[0-9a-f-]{36}$/);
  const paper = page.url();
  await copyThePaper(page, sheet);
  await page.goto(`${paper}/documents`);
  await looks.file(page, (await page.getByRole('link', { name: 'スキャン0001.pdf', exact: true }).getAttribute('href'))!);
  await page.getByRole('link', { name: /^削除/ }).click();
  await look();
  await page.goto(`${paper}/check`);
  await look();
  await page.goto(paper);
  await receivePaper(page);
  await look();
  for (const file of ['receipt.pdf', 'copy.pdf']) await looks.file(page, `${paper}/${file}`);
  await page.goto(`${paper}/withdrawal`);
  await look();
}

/** Nothing may lie beside the screen. */
function fits([content, screen]: [number, number], wrong: (what: string) => void): void {
  if (content > screen) wrong(`scrolls sideways: ${content} on ${screen}`);
}

/** How wide a page is, and its screen. */
const widths = (): [number, number] => [document.documentElement.scrollWidth, document.documentElement.clientWidth];

/** Everything that can be read from a page in one go: asking for each by its role takes longer than axe's slowest rule. */
function read() {
  const shown = (part: Element) => part.checkVisibility({ visibilityProperty: true }) && part.closest('[aria-hidden=true]') === null;
  const all = (selector: string) => [...document.querySelectorAll(selector)];
  const mains = all('main, [role=main]').filter(shown);
  // Nothing is said as machines say it, but where it stands as code.
  const said = mains.map((main) => {
    const copy = main.cloneNode(true) as HTMLElement;
    copy.querySelectorAll('code, pre, textarea').forEach((code) => code.remove());
    return copy.textContent;
  });
  return {
    mains: mains.length,
    headings: all('h1:not([role]), [role=heading][aria-level="1"]').filter(shown).length,
    machine: /\d{4}-\d\d-\d\dT\d\d:\d\d|Some\(|None\b|\bundefined\b|\bNaN\b/.exec(said.join(' '))?.[0],
    scripts: document.querySelectorAll('script').length,
    styles: all('link[rel=stylesheet]').map((link) => (link as HTMLLinkElement).href),
  };
}

/** The same page on the screen of an old phone, and back. */
async function narrow(page: Page, wrong: (what: string) => void): Promise<void> {
  const wide = page.viewportSize()!;
  const browser = await session(page);
  const screen = (size: { width: number; height: number }) =>
    browser.send('Emulation.setDeviceMetricsOverride', { ...size, deviceScaleFactor: 1, mobile: false });
  await screen({ width: 360, height: 740 });
  const [content, shown] = await page.evaluate(widths);
  if (shown !== 360) wrong(`stands on ${shown} instead of 360`);
  fits([content, shown], wrong);
  await screen(wide);
}

/** The looks at pages: what was seen, and what was wrong. */

class Looks {
  readonly reached = new Set<Pattern>();
  readonly looked = new Set<string>();
  readonly problems: string[] = [];
  private readonly styles = new Map<string, number>();

  constructor(
    readonly page: Page,
    readonly patterns: Pattern[],
  ) {}

  /** A file to save. */
  async file(page: Page, address: string): Promise<void> {
    const { pathname } = new URL(address, page.url());
    const answer = await page.request.get(pathname);
    if (answer.status() !== 200) this.problems.push(`${pathname} answers ${answer.status()}`);
    this.reached.add(patternOf(pathname, this.patterns) ?? pathname);
  }

  /** What must hold on every page: looks at the one that is open. */
  async look(page: Page, who: string, islands: boolean): Promise<void> {
    const { pathname } = new URL(page.url());
    const pattern = patternOf(pathname, this.patterns);
    const wrong = (what: string) => this.problems.push(`${who}: ${page.url()}: ${what}`);
    if (pattern === undefined) return void wrong('is no route');
    this.reached.add(pattern);
    const { mains, headings, machine, scripts, styles } = await page.evaluate(read);
    if (mains !== 1) wrong(`${mains} main parts`);
    if (headings !== 1) wrong(`${headings} main headings`);
    if (machine !== undefined) wrong(`says ${machine}`);
    if (scripts > 0 && !islands) wrong(`${scripts} scripts`);
    if (!islands) {
      let bytes = 0;
      for (const style of styles.filter((address) => !address.includes('/demo.'))) bytes += await this.sizeOf(page, style);
      if (bytes > CSS_LIMIT) wrong(`${bytes} bytes of styles`);
    }
    fits(await page.evaluate(widths), wrong);
    (await barriers(page)).forEach(wrong);
    await narrow(page, wrong);
    await picture(page, `${who.replaceAll(' ', '-')}${pattern.replaceAll('/', '-')}`);
  }

  /** The bytes of a style sheet, asked for once: its address changes with what is in it. */
  private async sizeOf(page: Page, style: string): Promise<number> {
    const known = this.styles.get(style) ?? (await (await page.request.get(style)).body()).length;
    this.styles.set(style, known);
    return known;
  }
}

/** One person's way through everything they can reach. */
class Walk {
  private readonly seen = new Map<Pattern, number>();
  private readonly known = new Set<string>();
  /** Routes that answer with a file, which leads nowhere: one address of each suffices, and a document takes a second to set. */
  private readonly files = new Set<Pattern>();

  constructor(
    private readonly looks: Looks,
    private readonly who: string,
    private readonly islands: boolean,
    private readonly addresses: number,
  ) {}

  /** Follows every link from where the person is. */
  async everywhere(): Promise<void> {
    const { page, patterns } = this.looks;
    const { origin } = new URL(page.url());
    const waiting = [page.url(), `${origin}/`];
    for (let address = waiting.shift(); address !== undefined; address = waiting.shift()) {
      if (this.known.has(address)) continue;
      this.known.add(address);
      const pattern = patternOf(new URL(address).pathname, patterns);
      if (pattern === undefined) {
        this.looks.problems.push(`${this.who}: ${address} is no route`);
        continue;
      }
      const times = this.seen.get(pattern) ?? 0;
      if (times >= (this.files.has(pattern) ? 1 : this.addresses)) continue;
      this.seen.set(pattern, times + 1);
      waiting.push(...(await this.open(address, pattern)));
    }
  }

  /** Reads one address, looks at the first page of each route; where its links lead. */
  private async open(address: string, pattern: Pattern): Promise<string[]> {
    const { page, problems, reached } = this.looks;
    const answer = await page.request.get(address, { maxRedirects: 0 });
    const { location } = answer.headers();
    if (answer.status() === 303 && location !== undefined) return [new URL(location, address).href];
    if (answer.status() !== 200) {
      problems.push(`${this.who}: ${address} answers ${answer.status()}`);
      return [];
    }
    if (!answer.headers()['content-type']?.startsWith('text/html')) {
      reached.add(pattern);
      this.files.add(pattern);
      return [];
    }
    const html = await answer.text();
    if (Buffer.byteLength(html) > HTML_LIMIT && !this.islands) problems.push(`${this.who}: ${address}: ${Buffer.byteLength(html)} bytes of HTML`);
    // One look for those who have scripts and one for those who have none: what is there differs by role in links. The home of
    // a house is another page for each kind of house.
    const view = `${pattern === '/t/{tenant}' ? new URL(address).pathname : pattern} ${this.islands}`;
    if (!this.looks.looked.has(view)) {
      this.looks.looked.add(view);
      await page.goto(address);
      await this.looks.look(page, this.who, this.islands);
    }
    // What a mail links to is for whom it was sent.
    if (pattern === '/outbox/{mail}') return [];
    const links = [...html.matchAll(/<a\b[^>]*?\bhref="([^"]+)"/g)].map((link) => link[1]!.replaceAll('&amp;', '&'));
    return links
      .filter((link) => link.startsWith('/') || link.startsWith('?'))
      .map((link) => new URL(link, address).href.split('#')[0]!);
  }
}
