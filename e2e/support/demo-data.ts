/**
 * The demonstration data, made once for all tests: each server starts on a copy. The binary tells them alone in an empty
 * folder (`ALONE`), so that a test can look at what it left there.
 */

import { chmod, copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { binary, runToTheEnd } from './server.ts';

export default async function demoData(): Promise<(() => Promise<void>) | void> {
  // In a run of everything `cargo xtask` has let the story be told beside the Rust tests.
  const told = process.env.ALONE;
  const folder = told ?? (await tell());
  process.env.ALONE = folder;
  process.env.DEMO_DATA = join(folder, 'data');
  if (told === undefined) return () => rm(folder, { recursive: true, force: true });
}

async function tell(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'hiromeru-demo-data-'));
  const alone = join(folder, 'hiromeru');
  await copyFile(binary, alone);
  await chmod(alone, 0o755);
  await runToTheEnd(['demo-data'], { binary: alone, folder, data: './data' });
  return folder;
}
