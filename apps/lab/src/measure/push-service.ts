import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startNode } from './children.ts'

/** The push service of a browser's maker, played on this machine: takes what the shop sends, and decrypts it. */
export interface PushReceiver {
  /** What makes the shop push there. */
  env: Record<string, string>
  /** A browser that has subscribed, as it says so to the shop. */
  newBrowser(): Promise<{ endpoint: string }>
  /** When it was sent something, in ms of the time of day. */
  arrivals(endpoint: string): Promise<number[]>
  stop(): Promise<void>
}

export async function startPushReceiver(): Promise<PushReceiver> {
  const child = startNode('apps/services/push/src/testing/push-service-process.ts', {})
  const [news] = (await Promise.race([once(child.channel, 'message'), gone(child.ended)])) as [News]
  const folder = mkdtempSync(join(tmpdir(), 'nowait-push-'))
  const authority = join(folder, 'authority.pem')
  writeFileSync(authority, news.ca)
  return {
    env: { PUSH_HOSTS: news.entry, NODE_EXTRA_CA_CERTS: authority },
    newBrowser: async () =>
      (await (await fetch(`${news.control}/browsers`, { method: 'POST' })).json()) as { endpoint: string },
    async arrivals(endpoint) {
      const answer = await fetch(`${news.control}/pushes?endpoint=${encodeURIComponent(endpoint)}`)
      return ((await answer.json()) as { at: string }[]).map(({ at }) => Date.parse(at))
    },
    async stop() {
      await child.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

interface News {
  entry: string
  ca: string
  control: string
}

async function gone(ended: Promise<unknown>): Promise<never> {
  await ended
  throw new Error('The push service did not start')
}
