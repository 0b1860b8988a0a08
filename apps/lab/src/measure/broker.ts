import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { startNode } from './children.ts'

/** A Kafka of one node that can go away and come back with what it had. */
export interface Broker {
  env: Record<string, string>
  leave(): Promise<void>
  /** Resolves when it answers again. */
  comeBack(): Promise<void>
  stop(): Promise<void>
}

/** @throws Error when there is no Java. */
export async function startBroker(): Promise<Broker> {
  const child = startNode('apps/stack/src/kafka/start.ts', {})
  const address = await Promise.race([addressOf(child.stdout), child.ended.then(() => undefined)])
  if (!address) throw new Error('No broker could be started: see above')
  const tell = async (what: 'halt' | 'resume', answer: 'halted' | 'resumed') => {
    child.channel.send(what)
    for (;;) {
      const [message] = (await once(child.channel, 'message')) as [unknown]
      if (message === answer) return
    }
  }
  return {
    env: { KAFKA_BROKERS: address },
    leave: () => tell('halt', 'halted'),
    comeBack: () => tell('resume', 'resumed'),
    stop: () => child.stop(),
  }
}

async function addressOf(output: NodeJS.ReadableStream): Promise<string | undefined> {
  for await (const line of createInterface({ input: output })) {
    const found = /KAFKA_BROKERS=(\S+)/.exec(line)
    if (found) return found[1]
  }
  return undefined
}
