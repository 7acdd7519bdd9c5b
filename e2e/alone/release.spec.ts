/** One file in an empty folder is the whole product. */

import { expect, test } from '@playwright/test';
import { copyFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Server } from '../support/server.ts';
import { copy } from '../support/test.ts';

test('the binary alone in an empty folder shows a styled page', async ({ page }) => {
  // There it has told the whole story of the demonstration, and left nothing beside its data.
  const told = process.env.ALONE!;
  expect((await readdir(told)).sort()).toEqual(['data', 'hiromeru']);
  // The data there are everybody's: it serves on a copy, as alone as before.
  const folder = await mkdtemp(join(tmpdir(), 'hiromeru-alone-'));
  const place = { binary: join(folder, 'hiromeru'), folder, data: './data' };
  await copyFile(join(told, 'hiromeru'), place.binary);
  copy(join(told, 'data'), join(folder, 'data'));
  const server = await Server.start(place);
  try {
    const assets: string[] = [];
    page.on('response', (response) => {
      if (new URL(response.url()).pathname.startsWith('/assets/')) assets.push(`${response.status()} ${response.url()}`);
    });
    const answer = await page.goto(server.address);
    expect(answer?.status()).toBe(200);
    const style = assets.find((asset) => asset.endsWith('.css'));
    expect(style, 'the page asks for its style sheet').toMatch(/^200 /);
    expect(assets.filter((asset) => !asset.startsWith('200 '))).toEqual([]);
    expect((await readdir(folder)).sort()).toEqual(['data', 'hiromeru']);
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
});
