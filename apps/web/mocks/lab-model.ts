/** A run of the lab without a server: queues as simple as can be, which give about what the real one measures. */
import { faultTimes, phaseAt, type LabAnswer } from '@nowait/contract/lab-figures'
import type { LabKnobs } from '@nowait/contract/lab'
import type { DeferredMode } from '@nowait/contract/lab-knobs'

const workers = 5
const ownMs = 100
const wellMs = 100
const deadlineMs = 3_000
/** Of the calls while the outside gives errors. */
const errorShare = 0.5
/** Log-normal: half of the calls are as quick as ever, and one in a hundred takes twenty times as long. */
const tailSigma = Math.log(20) / 2.326
const places = 50
const againMs = 300
/** Until deferred work begins, ms. */
const beginsMs: Record<DeferredMode, number> = {
  thread: 1,
  database: 6,
  messaging: 12,
  'database-messaging': 25,
}

/** All answers of the two servers, in the order in which they are given. */
export function simulateRun(
  knobs: LabKnobs,
  random: () => number,
): { waiting: LabAnswer[]; deferred: LabAnswer[] } {
  const outside = outsideOf(knobs, random)
  const waiting = serve(knobs, random, (atMs) => {
    const { tookMs, ok } = outside(atMs)
    return { tookMs, ok, effectMs: ok ? atMs + tookMs : undefined }
  })
  const accepted = serve(knobs, random, () => ({ tookMs: 0, ok: true, effectMs: undefined }))
  return { waiting, deferred: carryOut(accepted, beginsMs[knobs.mode], outside) }
}

type Outside = (atMs: number) => { tookMs: number; ok: boolean }

function outsideOf({ fault, slowMs, seconds }: LabKnobs, random: () => number): Outside {
  return (atMs) => {
    if (phaseAt(atMs, seconds) !== 'fault') return { tookMs: wellMs, ok: true }
    switch (fault) {
      case 'slow':
        return { tookMs: slowMs, ok: true }
      case 'errors':
        return { tookMs: wellMs, ok: random() >= errorShare }
      case 'hang':
        return { tookMs: Math.min(deadlineMs, faultTimes(seconds).faultToMs - atMs), ok: false }
      case 'tail': {
        const tookMs = wellMs * Math.exp(tailSigma * normal(random))
        return tookMs > deadlineMs ? { tookMs: deadlineMs, ok: false } : { tookMs, ok: true }
      }
    }
  }
}

interface Work {
  tookMs: number
  ok: boolean
  effectMs: number | undefined
}

/** Clients ask again as soon as they are answered; workers take them in the order in which they come. */
function serve(
  { clients, seconds }: LabKnobs,
  random: () => number,
  work: (atMs: number) => Work,
): LabAnswer[] {
  const asks = Array<number>(clients).fill(0)
  const free = Array<number>(workers).fill(0)
  const answers: LabAnswer[] = []
  for (;;) {
    const client = first(asks)
    const askedMs = asks[client]!
    if (askedMs >= seconds * 1_000) return answers.toSorted((a, b) => a.answeredMs - b.answeredMs)
    const worker = first(free)
    const startedMs = Math.max(askedMs, free[worker]!) + ownMs + random() * 2
    const { tookMs, ok, effectMs } = work(startedMs)
    const answeredMs = startedMs + tookMs
    free[worker] = asks[client] = answeredMs
    answers.push({ askedMs, answeredMs, ok, effectMs })
  }
}

/** What was accepted is done by a few places at once, again and again until it works. */
function carryOut(accepted: LabAnswer[], laterMs: number, outside: Outside): LabAnswer[] {
  const free = Array<number>(places).fill(0)
  return accepted.map((answer) => {
    const place = first(free)
    let atMs = Math.max(answer.answeredMs + laterMs, free[place]!)
    let call = outside(atMs)
    while (!call.ok) {
      atMs += call.tookMs + againMs
      call = outside(atMs)
    }
    free[place] = atMs + call.tookMs
    return { ...answer, effectMs: atMs + call.tookMs }
  })
}

const first = (times: number[]) => times.indexOf(Math.min(...times))

/** Box and Muller's. */
const normal = (random: () => number) =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
