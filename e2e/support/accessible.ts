/** axe, in Japanese, on what is shown now. */

import { expect, type Page } from '@playwright/test';
import axe from 'axe-core';
import japanese from 'axe-core/locales/ja.json' with { type: 'json' };

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const SOURCE = `${axe.source};axe.configure({ locale: ${JSON.stringify(japanese)} });`;

/**
 * What is wrong, and where. Needs a script: only in tests tagged `@script`. It runs in the page itself: no page has a
 * frame, for whose sake axe's own runner opens a second page each time.
 */
export async function barriers(page: Page): Promise<string[]> {
  await page.evaluate(SOURCE);
  return page.evaluate(async (tags) => {
    const { axe: runner } = window as unknown as { axe: typeof axe };
    const { violations } = await runner.run(document, { runOnly: tags, resultTypes: ['violations'], iframes: false });
    return violations.map(
      ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => `${node.target.join(' ')}: ${node.html}`).join('; ')}`,
    );
  }, TAGS);
}

/** Fails when there is anything. */
export async function expectAccessible(page: Page): Promise<void> {
  expect(await barriers(page), `axe on ${page.url()}`).toEqual([]);
}
