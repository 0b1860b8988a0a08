import { setTimeout as pause } from 'node:timers/promises'
import type { LabEvent, LabKnobs, LabLaneResult } from '@nowait/contract/lab'
import { faultTimes, laneAt, laneResult, phaseAt } from '@nowait/contract/lab-figures'
import { sharedMs } from '../bench/clock.ts'
import { type Arena, openArena } from '../compare/arena.ts'
import { warmUp } from '../compare/run-mode.ts'
import { openSite, type Site } from '../crash/site.ts'
import { type Lane, openLane } from './lane.ts'

const wellMs = 100
/** As a careful caller has it: a call that hangs ends within the run. */
const deadlineMs = 3_000
const tickMs = 500
/** After the load, effects may take so long. */
const settleMs = 30_000

interface LiveOptions {
  brokers: string | undefined
  say: (event: LabEvent) => void
  /** Ends the run early; it rejects then, once all that it had started is gone. */
  signal: AbortSignal
}

/** One comparison on a database and processes of its own, told while it goes on. */
export async function runLive(knobs: LabKnobs, { brokers, say, signal }: LiveOptions): Promise<void> {
  const preparing = setInterval(() => say({ type: 'preparing' }), 1_000)
  say({ type: 'preparing' })
  const arenas: Arena[] = []
  let site: Site | undefined
  try {
    site = await openSite({ brokers })
    for (const mode of ['inline', knobs.mode] as const) {
      signal.throwIfAborted()
      const arena = await openArena(site, mode, { deadlineMs })
      arenas.push(arena)
      await warmUp(arena, mode)
      arena.take(wellMs)
    }
    signal.throwIfAborted()
    clearInterval(preparing)
    say({ type: 'started', simulated: false, ...faultTimes(knobs.seconds) })
    await compare(arenas as [Arena, Arena], knobs, { say, signal })
  } finally {
    clearInterval(preparing)
    await Promise.all(arenas.map((arena) => arena.close()))
    await site?.close()
  }
}

type Pending = Record<'waiting' | 'deferred', number>

async function compare(
  [inline, other]: [Arena, Arena],
  knobs: LabKnobs,
  { say, signal }: Pick<LiveOptions, 'say' | 'signal'>,
): Promise<void> {
  const forMs = knobs.seconds * 1_000
  const load = { clients: knobs.clients, beginAt: sharedMs(), forMs, signal }
  const waiting = openLane(inline, load)
  const deferred = openLane(other, load)
  const { faultFromMs, faultToMs } = faultTimes(knobs.seconds)
  const most: Pending = { waiting: 0, deferred: 0 }
  let isBroken = false
  for (let atMs = tickMs; atMs <= forMs; atMs += tickMs) {
    if (!isBroken && faultFromMs < atMs) {
      isBroken = true
      await until(load.beginAt + faultFromMs, signal)
      const fault = { kind: knobs.fault, slowMs: knobs.slowMs, forMs: faultToMs - faultFromMs }
      for (const arena of [inline, other]) arena.break(fault)
    }
    await until(load.beginAt + atMs, signal)
    const [a, b] = await Promise.all([waiting.answers(), deferred.answers()])
    const tick = { waiting: laneAt(a, atMs), deferred: laneAt(b, atMs) }
    most.waiting = Math.max(most.waiting, tick.waiting.pending)
    most.deferred = Math.max(most.deferred, tick.deferred.pending)
    say({ type: 'tick', atMs, phase: phaseAt(atMs - 1, knobs.seconds), ...tick })
  }
  await settle([waiting, deferred], { say, signal })
  const result = async (lane: Lane, mostPending: number): Promise<LabLaneResult> =>
    laneResult(await lane.answers(), { seconds: knobs.seconds, mostPending })
  say({
    type: 'done',
    result: {
      knobs,
      at: new Date().toISOString(),
      simulated: false,
      waiting: await result(waiting, most.waiting),
      deferred: await result(deferred, most.deferred),
    },
  })
}

/** Until every client is answered and every effect has happened, or for as long as that is waited for. */
async function settle(lanes: Lane[], { say, signal }: Pick<LiveOptions, 'say' | 'signal'>): Promise<void> {
  const end = sharedMs() + settleMs
  let isAnswered = false
  void Promise.all(lanes.map(({ over }) => over)).then(() => (isAnswered = true))
  while (sharedMs() < end) {
    await pause(tickMs / 2, undefined, { signal })
    const answers = await Promise.all(lanes.map((lane) => lane.answers()))
    const pending = answers.flat().filter(({ ok, effectMs }) => ok && effectMs === undefined).length
    if (isAnswered && pending === 0) return
    say({ type: 'settling', pending })
  }
}

const until = (at: number, signal: AbortSignal) => pause(Math.max(0, at - sharedMs()), undefined, { signal })
