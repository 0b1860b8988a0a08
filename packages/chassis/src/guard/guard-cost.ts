import { CallError } from '../call-error.ts'
import { createGuard } from './guard.ts'
import type { CallPlan } from './plan.ts'

/** Prints what a plan costs a call, in CPU time: run it by hand, `node packages/chassis/src/guard/guard-cost.ts`. */

const answer = { status: 200 }
const rounds = 7
const perRound = 200_000

const plan: CallPlan = {
  deadlineMs: 300,
  limiter: { perSecond: 1e9, burst: 1e6 },
  bulkhead: { limit: 20, queue: 20 },
  breaker: { slowMs: 200 },
}
const failed = ({ status }: typeof answer) => status >= 500
const guardOf = (more: Partial<CallPlan> = {}) =>
  createGuard({ name: 'product', plan: { ...plan, ...more }, failed })

const bare = async () => answer
/** With a timer of its own, as an exchange has. */
const timed = async () => {
  const timer = setTimeout(() => {}, 300)
  const came = await Promise.resolve(answer)
  clearTimeout(timer)
  return came
}

const callers = Array.from({ length: 10_000 }, (_, n) => `member-${n}`)
let turn = 0
const caller = () => callers[turn++ % callers.length]

const whole = guardOf()
const retrying = guardOf({ retry: { tries: 2 } })
const hedging = guardOf({ retry: { tries: 2 }, hedge: { afterMs: 100 } })
const open = guardOf()
open.forceOpen()

const cases: [name: string, call: () => Promise<unknown>][] = [
  ['the bare async call', bare],
  ['limiter, bulkhead, breaker, deadline', () => whole.run(bare, { caller: caller() })],
  ['the call with a timer of its own', timed],
  ['the same with all four', () => whole.run(timed, { caller: caller() })],
  ['and retry', () => retrying.run(timed, { caller: caller(), idempotent: true })],
  ['and retry and hedge', () => hedging.run(timed, { caller: caller(), idempotent: true })],
  ['refused by an open circuit', () => open.run(bare).catch((error: unknown) => error)],
  ['a CallError', async () => new CallError('UPSTREAM_TIMEOUT', 'product')],
  ['an Error with its stack', async () => new Error('with a stack')],
]

for (const [name, call] of cases) {
  const ns: number[] = []
  for (let round = 0; round < rounds; round++) {
    const before = process.cpuUsage()
    for (let n = 0; n < perRound; n++) await call()
    const { user, system } = process.cpuUsage(before)
    ns.push(((user + system) * 1_000) / perRound)
  }
  ns.sort((a, b) => a - b)
  process.stdout.write(`${name.padEnd(40)} ${Math.round(ns[Math.floor(rounds / 2)]!)} ns\n`)
}
