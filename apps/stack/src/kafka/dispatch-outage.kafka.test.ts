import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Mode } from '@nowait/chassis/dispatch/integration'
import { type DispatchKit, openDispatchKit } from '@nowait/chassis/dispatch/testing/dispatch-kit'
import { eventually } from '@nowait/chassis/testing/eventually'
import { type Broker, startBroker } from './broker.ts'

const patient = { withinMs: 60_000 }
const keys = ['one', 'two', 'three']
const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i)

let broker: Broker
let kit: DispatchKit

beforeAll(async () => {
  broker = await startBroker()
  kit = await openDispatchKit({ brokers: broker.address })
})
afterEach(() => kit.clear())
afterAll(async () => {
  await kit.close()
  await broker.stop()
})

test.each<Mode>(['messaging', 'database-messaging'])(
  'what is accepted by %s while the broker is stopped or killed is carried out once and in order when it is back',
  async (mode) => {
    const dispatch = kit.run(mode)
    const accept = async (from: number, to: number) => {
      for (const n of numbers(from, to))
        for (const key of keys)
          expect(await kit.commit(dispatch, `${key} ${n}`, { options: { key } })).toBe('ACCEPTED')
    }
    const answered = (key: string) =>
      kit.outside.answered.map(({ what }) => what).filter((what) => what.startsWith(key))
    const allAnswered = (to: number) =>
      eventually(() => {
        for (const key of keys) expect(answered(key)).toEqual(numbers(1, to).map((n) => `${key} ${n}`))
      }, patient)
    await accept(1, 3)
    await allAnswered(3)
    await broker.halt()
    await accept(4, 8)
    await broker.resume()
    await allAnswered(8)
    await broker.halt('kill')
    await accept(9, 12)
    await broker.resume()
    await allAnswered(12)
  },
  400_000,
)
