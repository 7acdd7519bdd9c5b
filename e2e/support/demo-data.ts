/** The demonstration data, made once for all tests: each server starts on a copy. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runToTheEnd } from './server.ts';

export default async function demoData(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'hiromeru-demo-data-'));
  await runToTheEnd(['demo-data'], { folder, data: folder });
  process.env.DEMO_DATA = folder;
  return () => rm(folder, { recursive: true, force: true });
}
