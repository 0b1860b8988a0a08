import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { inRoot } from './paths.ts'
import { ending } from './run-node.ts'

const entry = 'apps/services/push/src/testing/push-service-process.ts'

/** A push service on this machine, as `entry` describes it. */
export type E2ePush = {
  /** What makes the stack push there. */
  env: Record<string, string>
  /** Where tests look what arrived. */
  control: string
  stop(): Promise<void>
}

/** Starts it; its certificate is put into the folder. */
export async function servePushes(folder: string): Promise<E2ePush> {
  const follow = pathToFileURL(inRoot('apps/stack/src/follow-parent.ts')).href
  const child = spawn(process.execPath, ['--import', follow, inRoot(entry)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const { entry: hosts, ca, control } = await firstMessage(child)
  const authority = join(folder, 'push-authority.pem')
  writeFileSync(authority, ca)
  return {
    env: { PUSH_HOSTS: hosts, NODE_EXTRA_CA_CERTS: authority },
    control,
    async stop() {
      const ended = ending(child)
      child.kill()
      await ended
    },
  }
}

type News = { entry: string; ca: string; control: string }

async function firstMessage(child: ChildProcess): Promise<News> {
  const early = ending(child).then((how) => {
    throw new Error(`The push service ended while starting (${how})`)
  })
  const [news] = (await Promise.race([once(child, 'message'), early])) as [News]
  return news
}
