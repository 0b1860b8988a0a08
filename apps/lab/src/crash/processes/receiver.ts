import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { openDatabase, type Tx } from '@nowait/chassis/database'
import { follow, input, say } from './wire.ts'

// The outside service: it knows a call again by its idempotency key, in the transaction of the effect.
const { url } = input<{ url: string }>()
const slowestMs = 20
const database = openDatabase({ url, name: 'receiver' })
let refusing = false
follow({ refuse: () => void (refusing = true), accept: () => void (refusing = false) })

async function receive(tx: Tx, { operation, key }: { operation: string; key: string }): Promise<void> {
  await tx`insert into delivery (operation) values (${operation})`
  const { count } = await tx`insert into received (key) values (${key}) on conflict do nothing`
  if (count > 0) await tx`insert into effect (operation) values (${operation})`
}

const server = createServer(async (request, response) => {
  try {
    const call = JSON.parse(await text(request)) as { operation: string; key: string }
    await pause(Math.random() * slowestMs)
    if (refusing) throw new Error('Not now')
    await database.transaction((tx) => receive(tx, call))
    response.end()
  } catch {
    response.writeHead(503).end()
  }
})
server.listen(0, '127.0.0.1', () => say('listens', String((server.address() as AddressInfo).port)))
