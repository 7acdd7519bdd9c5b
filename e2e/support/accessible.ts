/** axe, in Japanese, on what is shown now. */

import { expect, type CDPSession, type Page } from '@playwright/test';
import type axe from 'axe-core';
import japanese from 'axe-core/locales/ja.json' with { type: 'json' };
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** Its value is nothing that would have to be sent back. */
const PREPARE = `${SOURCE};axe.configure({ locale: ${JSON.stringify(japanese)} });void 0`;

const sessions = new WeakMap<Page, Promise<CDPSession>>();

/** The browser's own way to speak about a page. */
export function session(page: Page): Promise<CDPSession> {
  const known = sessions.get(page) ?? page.context().newCDPSession(page);
  sessions.set(page, known);
  return known;
}

/**
 * What is wrong, and where. Needs a script: only in tests tagged `@script`. It runs in the page itself: no page has a
 * frame, for whose sake axe's own runner opens a second page each time. Its half million characters are given to the
 * browser as one script, which it then compiles once: as a text to `eval` it would do so on every page.
 */
export async function barriers(page: Page): Promise<string[]> {
  const { exceptionDetails } = await (await session(page)).send('Runtime.evaluate', { expression: PREPARE });
  if (exceptionDetails !== undefined) throw new Error(`axe does not start: ${exceptionDetails.text}`);
  return page.evaluate(async (tags) => {
    const { axe: runner } = window as unknown as { axe: typeof axe };
    const options = { runOnly: tags, resultTypes: ['violations' as const], iframes: false, preload: false };
    const { violations } = await runner.run(document, options);
    return violations.map(
      ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => `${node.target.join(' ')}: ${node.html}`).join('; ')}`,
    );
  }, TAGS);
}

/** Fails when there is anything. */
export async function expectAccessible(page: Page): Promise<void> {
  expect(await barriers(page), `axe on ${page.url()}`).toEqual([]);
}
