import { defineConfig, type Project } from '@playwright/test';

/** Debian's browser; `CHROMIUM` names another. Nothing it does by itself may reach the network. */
const chromium: Project['use'] = {
  browserName: 'chromium',
  locale: 'ja-JP',
  timezoneId: 'Asia/Tokyo',
  launchOptions: {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium-headless-shell',
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  },
};

/**
 * The same journeys with JavaScript on a desk and without on a phone; the first page also the other way round.
 */
function journeys(name: string, javaScriptEnabled: boolean, width: number, height: number, only?: RegExp): Project {
  return {
    name,
    testDir: 'tests',
    ...(only === undefined ? { testIgnore: WALK } : { testMatch: only }),
    // What needs a script (an island, axe, a console to look at) is tagged.
    ...(javaScriptEnabled ? {} : { grepInvert: /@script/ }),
    use: { ...chromium, javaScriptEnabled, viewport: { width, height } },
  };
}

/** The walk over every page takes as long as a third of everything else: it begins first. */
const WALK = /(pages)\.spec\.ts$/;

/** What is also tried without JavaScript on a desk, and with it on a phone. */
const OTHER_WAY_ROUND = /(home)\.spec\.ts$/;

export default defineConfig({
  outputDir: 'test-results',
  globalSetup: './support/demo-data.ts',
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['json', { outputFile: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ?? 'test-results/results.json' }]],
  // A trace of everything is a tenth of the time; where somebody looks at chosen tests, it is kept of those that fail.
  use: { trace: process.env.PICTURES === undefined ? 'off' : 'retain-on-failure', actionTimeout: 15_000 },
  projects: [
    journeys('walk', true, 1280, 900, WALK),
    journeys('js-on-1280', true, 1280, 900),
    journeys('js-off-1280', false, 1280, 900, OTHER_WAY_ROUND),
    journeys('js-on-360', true, 360, 740, OTHER_WAY_ROUND),
    journeys('js-off-360', false, 360, 740),
    { name: 'tour', testDir: 'tour', use: { ...chromium, viewport: { width: 1120, height: 700 } } },
    { name: 'alone', testDir: 'alone', use: { ...chromium, viewport: { width: 1280, height: 900 } } },
  ],
});
