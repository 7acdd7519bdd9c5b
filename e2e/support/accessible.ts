/** axe, in Japanese, on what is shown now. */

import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import axe from 'axe-core';
import japanese from 'axe-core/locales/ja.json' with { type: 'json' };

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const SOURCE = `${axe.source};axe.configure({ locale: ${JSON.stringify(japanese)} });`;

/** Fails with what is wrong and where. Needs a script: only in tests tagged `@script`. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page, axeSource: SOURCE }).withTags(TAGS).analyze();
  const found = violations.map(
    ({ id, help, nodes }) => `${id}: ${help}\n${nodes.map((node) => `    ${node.target.join(' ')}: ${node.html}`).join('\n')}`,
  );
  expect(found, `axe on ${page.url()}`).toEqual([]);
}
