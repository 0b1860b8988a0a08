import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** A Kafka for one run: somebody's, one of our own, or the reason why there is none. */
export interface Kafka {
  brokers?: string
  reason?: string
  /** Stops or kills it and waits until it is there again; only of our own. */
  restartKafka?: (how: 'stop' | 'kill') => Promise<void>
  stop(): Promise<void>
}

const script = join(import.meta.dirname, '../../../stack/src/kafka/start.ts')

/** That of KAFKA_BROKERS, else one started by the script of `npm run kafka`, which needs Java. */
export async function findKafka(): Promise<Kafka> {
  const given = process.env.KAFKA_BROKERS
  if (given) return { brokers: given, stop: async () => {} }
  const child = spawn(process.execPath, [script], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // A Ctrl-C is ours alone: it ends, and tidies up, when we let go of the channel.
    detached: true,
  })
  const complaints: string[] = []
  createInterface({ input: child.stderr! }).on('line', (line) => complaints.push(line.trim()))
  const ended = once(child, 'exit')
  const brokers = await Promise.race([addressOf(child), ended.then(() => undefined)])
  if (!brokers) return withoutKafka(complaints.find((line) => line !== '') ?? 'Kafka did not start')
  return {
    brokers,
    async restartKafka(how) {
      child.send(how)
      const [answer] = (await Promise.race([once(child, 'message'), ended])) as [unknown]
      if (answer !== 'restarted') throw new Error('Kafka did not come back')
    },
    async stop() {
      child.disconnect()
      await ended
    },
  }
}

export const withoutKafka = (reason: string): Kafka => ({ reason, stop: async () => {} })

async function addressOf(child: ChildProcess): Promise<string | undefined> {
  for await (const line of createInterface({ input: child.stdout! })) {
    const found = /KAFKA_BROKERS=(\S+)/.exec(line)?.[1]
    // What it says later nobody reads, and it says little.
    if (found) return found
  }
  return undefined
}
