import { openSync, writeSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { createLog } from '@nowait/chassis/log'
import { protectProcess } from '@nowait/chassis/overload/protection'
import { serve } from '@nowait/chassis/serve'
import { serviceApp } from '@nowait/chassis/service'
import { Hono } from 'hono'
import { leaveWhenAsked } from '../leave.ts'

// A service whose work is waiting: so many at once, the others in a queue without an end. Protected as every service of
// ours is, and by nothing else. What it has done stands in JOURNAL before it says so.
leaveWhenAsked()

const slots = Number(process.env.SLOTS)
const workMs = Number(process.env.WORK_MS)
const journal = openSync(process.env.JOURNAL!, 'a')
const log = createLog({ name: 'overload', level: 'silent' })
const waiting: (() => void)[] = []
let free = slots

async function work(): Promise<void> {
  if (free > 0) free -= 1
  else await new Promise<void>((come) => waiting.push(come))
  await pause(workMs)
  const next = waiting.shift()
  if (next) next()
  else free += 1
}

const api = new Hono()
  .get('/look', async (c) => {
    await work()
    return c.json({})
  })
  .post('/write', async (c) => {
    await work()
    const id = crypto.randomUUID()
    writeSync(journal, `${id}\n`)
    return c.json({ id }, 201)
  })

const app = serviceApp({
  api,
  log,
  ready: async () => ({}),
  protection: protectProcess({ name: 'overload', log }),
})
const { server } = await serve(app, { host: '127.0.0.1', port: 0, log })
process.send?.((server.address() as AddressInfo).port)
