import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUIDv7 } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { createUpstream } from '@nowait/chassis/call'
import { testDatabase } from '@nowait/chassis/testing/test-database'
import { createClient } from '@nowait/contract/client'
import type { pushApi } from '@nowait/contract/push'
import { pushRoutes } from '@nowait/contract/push.routes'
import { afterEach, expect, test } from 'vitest'
import { newBrowser } from './testing/browser.ts'
import { type PushService, startPushService } from './testing/push-service.ts'
import { pushOf } from './testing/test-app.ts'

const token = 'credential of the tests'
const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))
const undo: (() => unknown)[] = []
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step()
})

test('a process makes its key, keeps it over a restart, and pushes to a push service of one’s own', async () => {
  const { url, drop } = await testDatabase({ schema: 'push', directories: [path('../migrations')] })
  undo.push(drop)
  const pushService = await startPushService()
  undo.push(() => pushService.close())
  const env = await environment(url, pushService)

  const first = await start(env)
  const { publicKey } = await first.client.getVapidKey()
  expect(await first.stop()).toBe(0)

  const second = await start(env)
  expect(await second.client.getVapidKey()).toEqual({ publicKey })
  const browser = newBrowser(pushService.origin)
  await second.client.addSubscription({ body: browser.subscription })
  expect(await second.client.sendPush(pushOf())).toEqual({ sent: 1, gone: 0, failed: 0 })
  expect(browser.read(pushService.received[0]!.body)).toContain('"kind":"order-cancelled"')
  expect(await second.stop()).toBe(0)
})

async function environment(databaseUrl: string, pushService: PushService) {
  const folder = await mkdtemp(join(tmpdir(), 'nowait-push-'))
  undo.push(() => rm(folder, { recursive: true }))
  const authority = join(folder, 'authority.pem')
  await writeFile(authority, pushService.ca)
  return {
    PORT: '0',
    DATABASE_URL: databaseUrl,
    PUSH_TOKEN: token,
    PUSH_HOSTS: pushService.entry,
    NODE_EXTRA_CA_CERTS: authority,
  }
}

async function start(env: Record<string, string>) {
  const child = spawn(process.execPath, [path('main.ts')], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  undo.push(() => child.kill('SIGKILL'))
  const upstream = createUpstream({ name: 'push', url: await listening(child), token, deadlineMs: 10_000 })
  return {
    client: createClient<typeof pushApi>(pushRoutes, upstream.send({ member })),
    async stop() {
      await upstream.close()
      child.kill('SIGTERM')
      const [code] = (await ended) as [number | null]
      return code
    },
  }
}

const member = randomUUIDv7()

async function listening(child: ChildProcess): Promise<string> {
  for await (const line of createInterface(child.stdout!)) {
    const { msg, url } = JSON.parse(line) as { msg: string; url: string }
    if (msg === 'listening') return url
  }
  throw new Error('Ended before it listened')
}
