/** axe, in Japanese, on what is shown now. */

import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import axe from 'axe-core';
import japanese from 'axe-core/locales/ja.json' with { type: 'json' };

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const SOURCE = `${axe.source};axe.configure({ locale: ${JSON.stringify(japanese)} });`;

/** What is wrong, and where. Needs a script: only in tests tagged `@script`. */
export async function barriers(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page, axeSource: SOURCE }).withTags(TAGS).analyze();
  return violations.map(
    ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => `${node.target.join(' ')}: ${node.html}`).join('; ')}`,
  );
}

/** Fails when there is anything. */
export async function expectAccessible(page: Page): Promise<void> {
  expect(await barriers(page), `axe on ${page.url()}`).toEqual([]);
}
