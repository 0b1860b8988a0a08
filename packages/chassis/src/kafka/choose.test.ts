import type { EventOf } from '@nowait/contract/events'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { choose } from './choose.ts'

/** Events of one partition of a log: 3 follows on nothing, 5 on 3, and so on. */
const log = [3, 5, 8, 9, 12]
const message = (seq: number, offset: number) => ({
  offset,
  after: log[log.indexOf(seq) - 1] ?? 0,
  event: { seq } as EventOf,
})
const topic = (...seqs: number[]) => seqs.map((seq, at) => message(seq, 100 + at))
const chosen = (messages: ReturnType<typeof topic>, position: number, passHoles = false) => {
  const { events, ...rest } = choose(messages, { position, passHoles })
  return { seqs: events.map(({ event }) => event.seq), ...rest }
}

test('what follows on the position is taken, and what is known or repeated is passed over', () => {
  expect(chosen(topic(3, 5, 8, 5, 8, 9), 3)).toEqual({ seqs: [5, 8, 9], offset: 106, hole: false })
  expect(chosen(topic(3, 5), 12)).toEqual({ seqs: [], offset: 102, hole: false })
})

test('nothing behind a hole is taken', () => {
  expect(chosen(topic(5, 9, 12), 3)).toEqual({ seqs: [5], offset: 101, hole: true })
})

test('passing over holes it finds what was produced again behind them', () => {
  expect(chosen(topic(9, 12, 3, 5, 8, 9, 12), 3, true)).toEqual({
    seqs: [5, 8, 9, 12],
    offset: 107,
    hole: false,
  })
})

test('whatever relays repeat or a topic has lost, what is taken follows on without a hole and in order', () => {
  const anyTopic = fc.array(fc.constantFrom(...log), { minLength: 1, maxLength: 30 })
  fc.assert(
    fc.property(anyTopic, fc.constantFrom(0, ...log), fc.boolean(), (seqs, position, passHoles) => {
      const taken = chosen(topic(...seqs), position, passHoles).seqs
      const next = log.slice(log.indexOf(position) + 1)
      expect(taken).toEqual(next.slice(0, taken.length))
    }),
  )
})
