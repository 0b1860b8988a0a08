import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Mode } from '@nowait/chassis/dispatch/integration'
import type { Bug } from './bugs.ts'
import { type Child, startChild } from './child.ts'
import { needsBroker } from './points.ts'
import type { RowDatabase } from './site.ts'

/** The processes of a row. */
export interface Fleet {
  writers: Slot[]
  workers: Slot[]
  receiver: Child
  /** What writers were told is safe, by all of them so far. */
  acknowledged: Set<string>
  /** Lets the writers begin nothing more. */
  rest(): Promise<void>
  /** Sends something behind all that was handed over to a broker. */
  mark(): Promise<void>
  /** Ends the writers as an administrator would: what is in their memory they finish, or count. */
  stop(): Promise<void>
  end(): Promise<void>
}

/** A place for a process: one that was ended is followed by another. */
export interface Slot {
  /** Of the process that is there now: no two have had the same. */
  name: string
  current: Child
  /** Starts another one where the last one was ended. */
  follow(): Promise<void>
}

export interface FleetOptions {
  mode: Mode
  database: RowDatabase
  random: () => number
  brokers?: string
  /** What writers give to what is in memory when they are told to stop, ms. */
  graceMs: number
  /** Planted in the first process of each kind, and not in those that follow it. */
  bug?: Bug
}

const file = (name: 'writer' | 'worker' | 'receiver') => join(import.meta.dirname, `processes/${name}.ts`)

type Start = (name: string, planted?: Bug) => Child

export async function startFleet(options: FleetOptions): Promise<Fleet> {
  const { mode, database, brokers, random, graceMs, bug } = options
  const acknowledged = new Set<string>()
  const receiver = startChild(file('receiver'), { url: database.urlOf('outside') })
  const outside = `http://127.0.0.1:${await receiver.said('listens')}`
  const url = database.urlOf('lab')
  // A topic of its own: the offsets of the row's database begin at nothing.
  const kafka = needsBroker(mode) ? { brokers, topicPrefix: `crash.${randomUUID()}` } : {}
  let started = 0

  const onLine = (what: string, about: string) => {
    if (what === 'acknowledged') acknowledged.add(about)
  }
  const startWriter = (name: string, planted?: Bug) => {
    const seed = Math.floor(random() * 2 ** 31)
    return startChild(
      file('writer'),
      { url, name, mode, outside, seed, kafka, graceMs, bug: planted },
      onLine,
    )
  }
  const startWorker = (_: string, planted?: Bug) =>
    startChild(file('worker'), { url, mode, kafka, bug: planted })
  const open = (count: number, start: Start) =>
    Promise.all(Array.from({ length: count }, (_, i) => openSlot(start, i === 0 ? bug : undefined)))

  async function openSlot(start: Start, planted?: Bug): Promise<Slot> {
    const name = `p${++started}`
    const slot: Slot = {
      name,
      current: start(name, planted),
      async follow() {
        slot.name = `p${++started}`
        slot.current = start(slot.name)
        await slot.current.said('ready')
      },
    }
    await slot.current.said('ready')
    return slot
  }

  const workers = await open(mode === 'inline' || mode === 'thread' ? 0 : 2, startWorker)
  const writers = await open(2, startWriter)
  const all = () => [receiver, ...[...writers, ...workers].map(({ current }) => current)]

  async function tell(command: string, answer: string): Promise<void> {
    for (const { current } of writers) current.command(command)
    await Promise.all(writers.map(({ current }) => current.said(answer)))
  }

  return {
    writers,
    workers,
    receiver,
    acknowledged,
    rest: () => tell('rest', 'rests'),
    mark: () => tell('mark', 'marked'),
    stop: () => tell('stop', 'stopped'),
    async end() {
      for (const child of all()) child.signal('SIGKILL')
      await Promise.all(all().map(({ ended }) => ended))
    },
  }
}
