import { chmodSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { removeData } from './data-folder.ts'
import { servePushes } from './e2e-push.ts'
import { freePort } from './ports.ts'
import { processesFor } from './processes.ts'
import { readSettings } from './settings.ts'
import { startStack } from './stack.ts'
import type { StopSignals } from './stop-signals.ts'
import { startVite, type ViteServer } from './vite.ts'
import { buildMock } from './web-build.ts'

/** A served site, the variable by which Playwright's configuration learns its URL, and what else its tests are told. */
export type E2eSite = { variable: string; url: string; env?: Record<string, string>; stop(): Promise<void> }

/** Parcels move fast enough to be watched, the lab is there, and all shoppers of the tests may come from one address. */
const stackEnv = {
  CARRIER_STEP_MS: '4000',
  LAB: '1',
  LIMIT_REQUESTS_PER_NETWORK: '100000/60',
  LIMIT_SIGN_UP_PER_NETWORK: '1000/60',
  LIMIT_SIGN_IN_PER_NETWORK: '1000/60',
  LIMIT_WRITES_PER_MEMBER: '1000/60',
}

/** Serves the site for a project, unless its variable already names one. */
export async function serveSite(project: 'mock' | 'stack', signals: StopSignals): Promise<E2eSite> {
  const variable = project === 'mock' ? 'MOCK_URL' : 'STACK_URL'
  const given = process.env[variable]
  if (given) return { variable, url: given, stop: async () => {} }
  const site = project === 'mock' ? await serveMock(signals) : await serveStack(signals)
  return { variable, ...site }
}

/** The SPA with its mock, built and served as files. */
async function serveMock({ asked }: StopSignals): Promise<ViteServer> {
  await buildMock(asked)
  const port = await freePort()
  return startVite(['preview', '--outDir', '.mock-build'], port, {}, asked)
}

/** The real thing on a database of its own, which is removed afterwards. */
async function serveStack(signals: StopSignals): Promise<Omit<E2eSite, 'variable'>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'nowait-e2e-'))
  chmodSync(dataDir, 0o755)
  const table = processesFor(stackEnv)
  const settings = readSettings({ PORT: String(await freePort()), NOWAIT_DATA_DIR: dataDir }, table)
  const pushes = await servePushes(dataDir)
  const env = { ...process.env, ...stackEnv, ...pushes.env }
  const remove = async () => {
    await pushes.stop()
    removeData(dataDir)
  }
  try {
    const stack = await startStack({ settings, table, env, web: true, signals })
    return {
      url: stack.url,
      env: { PUSH_SERVICE_URL: pushes.control },
      stop: () => stack.stop().finally(remove),
    }
  } catch (error) {
    await remove()
    throw error
  }
}
