import { type Browser, chromium } from '@playwright/test'
import { existsSync } from 'node:fs'

/** A Chromium of this machine: that of `CHROMIUM_PATH`, Debian's, or Playwright's own; undefined where there is none. */
export async function startChromium(): Promise<Browser | undefined> {
  const places = [process.env.CHROMIUM_PATH ?? '', '/usr/bin/chromium', chromium.executablePath()]
  const executablePath = places.find((path) => path !== '' && existsSync(path))
  // As root, and in most containers, its own sandbox cannot be had.
  return executablePath === undefined
    ? undefined
    : chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] })
}
