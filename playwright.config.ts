import { defineConfig } from '@playwright/test'

// The site is served by `npm run e2e` and `npm run e2e:stack`, which tell where; a URL of one's own works too.
const sites = { mock: process.env['MOCK_URL'], stack: process.env['STACK_URL'] }

// Nothing of these tests leaves the machine, whatever the browser would like to look up by itself.
const quiet = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-sync',
  '--no-default-browser-check',
  '--no-first-run',
  '--no-pings',
  '--no-proxy-server',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
]
const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : []

export default defineConfig({
  testDir: 'apps/web/e2e',
  testMatch: '**/*.e2e.ts',
  outputDir: 'test-results',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  // Code of a page comes when it is first opened, and a busy machine takes its time.
  expect: { timeout: 10_000 },
  reporter: [['list']],
  metadata: { full: process.env['FULL'] === '1' },
  use: {
    locale: 'ko-KR',
    timezoneId: 'Asia/Seoul',
    viewport: { width: 1280, height: 900 },
    contextOptions: { reducedMotion: 'reduce' },
    // A trace costs a third of the time of a run: TRACE=1 keeps those of the tests that fail.
    trace: process.env['TRACE'] === '1' ? 'retain-on-failure' : 'off',
    screenshot: 'only-on-failure',
    launchOptions: { executablePath: process.env['CHROMIUM_PATH'], args: [...quiet, ...asRoot] },
  },
  projects: [
    { name: 'mock', grepInvert: /@stack\b/, use: { baseURL: sites.mock } },
    { name: 'stack', grepInvert: /@mock\b/, use: { baseURL: sites.stack } },
  ],
})
