import { deepStrictEqual } from 'node:assert'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { freePort } from '@nowait/chassis/testing/free-port'
import { startNode } from '../../measure/children.ts'
import { databasePid } from '../cpu.ts'
import type { Place } from '../place.ts'
import { startFrontDoor } from './front-door.ts'
import { getRequest, openLine } from './load.ts'
import { orderId, partNames, parts } from './parts.ts'
import { hasNginx, startNginx } from './nginx.ts'

/** Somebody who answers the order page. */
export interface Candidate {
  port: number
  /** Of the servers whose processor time counts. */
  pids: number[]
  /** Of ours: it can be profiled over this. */
  channel?: ChildProcess
  request: (connection: number) => Buffer
}

const path = `/api/pages/order/${orderId}`
const members = 16

const nodePeers = {
  'node:http + undici': 'bare-undici',
  'hono + fetch': 'hono-fetch',
  'fastify + undici': 'fastify-undici',
  'express + axios': 'express-axios',
}
export type PeerName = keyof typeof nodePeers | 'nginx + lua'
export type CandidateName = 'ours' | 'ours, streamed' | PeerName

export interface Candidates {
  all: Map<CandidateName, Candidate>
  /** How long the point service waits before it answers, ms. */
  delayPoint(ms: number): void
}

/** Starts everybody beside the same three services, and makes sure that each answers the same. Gives what `run` gives. */
export async function withCandidates<T>(
  place: Place,
  run: (candidates: Candidates) => Promise<T>,
): Promise<T> {
  const steps: (() => Promise<void>)[] = []
  // Each process that is started leaves with this one.
  process.setMaxListeners(30)
  try {
    const services = startNode('apps/lab/src/bench/order-page/upstream-process.ts', {})
    steps.push(() => services.stop())
    const [ports] = (await once(services.channel, 'message')) as [number[]]
    const urls = ports.map((port) => `http://127.0.0.1:${port}`) as [string, string, string]
    const all: Candidates['all'] = new Map()
    await addOurs(all, place, urls, steps)
    for (const [name, file] of Object.entries(nodePeers))
      all.set(name as PeerName, await startPeer(file, urls, steps))
    if (hasNginx()) {
      const port = await freePort()
      const nginx = await startNginx(port, urls)
      steps.push(() => nginx.stop())
      all.set('nginx + lua', { port, pids: [nginx.pid], request: plain })
    }
    for (const [name, candidate] of all) await answersThePage(name, candidate)
    return await run({ all, delayPoint: (ms) => void services.channel.send({ point: ms }) })
  } finally {
    for (const step of steps.toReversed()) await step()
  }
}

const plain = () => getRequest(path, { accept: 'application/json' })

async function addOurs(
  all: Candidates['all'],
  { url, database }: Place,
  urls: [string, string, string],
  steps: (() => Promise<void>)[],
): Promise<void> {
  const door = await startFrontDoor(url.replace(/\?.*/, ''), urls, members)
  steps.push(() => door.stop())
  const pids = [door.pid, (await databasePid(database)) ?? door.pid]
  const asking = (accept: string) => {
    const requests = door.cookies.map((cookie) => getRequest(path, { accept, cookie }))
    return (connection: number) => requests[connection % requests.length]!
  }
  all.set('ours', { port: door.port, pids, channel: door.channel, request: asking('application/json') })
  all.set('ours, streamed', { port: door.port, pids, request: asking('application/x-ndjson') })
}

async function startPeer(file: string, urls: string[], steps: (() => Promise<void>)[]): Promise<Candidate> {
  const port = await freePort()
  const child = startNode(`apps/lab/src/bench/order-page/servers/${file}.ts`, {
    PEER: [port, ...urls].join(' '),
  })
  steps.push(() => child.stop())
  await Promise.race([
    once(child.channel, 'message'),
    child.ended.then(() => Promise.reject(new Error(`${file} did not start`))),
  ])
  return { port, pids: [child.channel.pid!], request: plain }
}

async function answersThePage(name: string, { port, request }: Candidate): Promise<void> {
  const line = await openLine(port)
  const { status, body } = await line.ask(request(0))
  line.close()
  if (status !== 200) throw new Error(`${name} answers ${status}: ${body.slice(0, 500)}`)
  deepStrictEqual(pageOf(name, body), parts, `${name} answers something else`)
}

// Ours says of each part how it is; the others only have what is there.
function pageOf(name: string, body: string): unknown {
  if (!name.startsWith('ours')) return JSON.parse(body)
  const data = (page: Record<string, { data?: unknown }>) =>
    Object.fromEntries(partNames.map((part) => [part, page[part]?.data]))
  if (name === 'ours') return data(JSON.parse(body) as Record<string, { data?: unknown }>)
  const lines = body.split(/\r?\n/).filter((text) => text.startsWith('{'))
  return data(Object.fromEntries(lines.map((text) => JSON.parse(text)).map((part) => [part.part, part])))
}
