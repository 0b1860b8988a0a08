import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { eventually } from '../testing/eventually.ts'
import type { Mode } from './integration.ts'
import { modeTable } from './mode-table.ts'
import { operatorState } from './operator-state.ts'
import { startCaller } from './testing/start-caller.ts'
import { type DispatchKit, openDispatchKit } from './testing/dispatch-kit.ts'

/** How long the broker of a test may take on a busy machine. */
const patient = { withinMs: 30_000 }

/** What a mode promises, each sentence a test. */
export function dispatchFeatures(mode: Mode, brokers?: string): void {
  const promises = modeTable[mode]
  describe(`${mode}`, () => {
    let kit: DispatchKit

    beforeAll(async () => {
      kit = await openDispatchKit({ brokers })
    })
    afterAll(() => kit.close())
    beforeEach(() => kit.clear())

    const noted = (...names: string[]) =>
      eventually(async () => expect((await kit.noted()).toSorted()).toEqual(names.toSorted()), patient)
    const rejected = (promise: Promise<unknown>, error: RegExp) => expect(promise).rejects.toThrow(error)
    /** Commits and swallows the error of an outside that a caller waits for. */
    const attempted = async (committed: Promise<unknown>) => {
      if (promises.callerWaitsFor === 'the outside')
        await rejected(committed, /The outside answered 503|No answer within/)
      else expect(await committed).toBe('ACCEPTED')
    }

    test('happens once after the commit, and what follows from success is written', async () => {
      const dispatch = kit.run(mode)
      expect(await kit.commit(dispatch, 'a')).toBe('ACCEPTED')
      await noted('fact', 'ok a')
      expect(kit.outside.calls).toHaveLength(1)
      await eventually(() =>
        expect(dispatch.counts().outside).toMatchObject({ accepted: 1, done: 1, pending: 0 }),
      )
      expect(dispatch.counts().outside!.latency.p99).toEqual(expect.any(Number))
    })

    test(`the caller waits for ${promises.callerWaitsFor}`, async () => {
      const seen: number[] = []
      const dispatch = kit.run(mode)
      await kit.commit(dispatch, 'a', { fail: () => void seen.push(kit.outside.calls.length) })
      expect(seen).toEqual([promises.callerWaitsFor === 'the outside' ? 1 : 0])
      await noted('fact', 'ok a')
    })

    test(`when the transaction rolls back: ${promises.onRollback}`, async () => {
      const dispatch = kit.run(mode)
      const fail = () => {
        throw new Error('rolled back')
      }
      await rejected(kit.commit(dispatch, 'undone', { fail }), /rolled back/)
      await kit.commit(dispatch, 'kept')
      const undone = promises.onRollback === 'has already happened' ? ['undone'] : []
      await noted('fact', 'ok kept', ...undone.map((what) => `ok ${what}`))
      expect(kit.outside.calls.map(({ what }) => what)).toEqual([...undone, 'kept'])
    })

    test(`when the outside fails once: ${promises.onFailure}`, async () => {
      kit.outside.behaviour.failures = 1
      const dispatch = kit.run(mode)
      await attempted(kit.commit(dispatch, 'a'))
      const retried = promises.onFailure === 'caller sees the error' ? 0 : 1
      await eventually(() =>
        expect(dispatch.counts().outside).toMatchObject({ retried, done: retried, failed: 1 - retried }),
      )
      await noted(...(retried ? ['fact', 'ok a'] : []))
      expect(kit.outside.calls).toHaveLength(retried + 1)
      // Every try has the same idempotency key and sequence.
      expect(kit.outside.calls.at(-1)).toEqual(kit.outside.calls[0])
    })

    test(`when the outside goes on failing: ${promises.onFailure}`, async () => {
      kit.outside.behaviour.failures = 100
      const dispatch = kit.run(mode)
      await attempted(kit.commit(dispatch, 'a'))
      const retried = promises.onFailure === 'caller sees the error' ? 0 : 2
      await eventually(() =>
        expect(dispatch.counts().outside).toMatchObject({ retried, failed: 1, pending: 0 }),
      )
      expect(kit.outside.calls).toHaveLength(retried + 1)
      const { queues } = await operatorState(kit.database.sql)
      expect(queues.map(({ counts }) => counts)).toEqual(
        promises.onFailure === 'retried, then dead' ? [{ dead: 1 }] : [],
      )
    })

    test('a target that hangs and does not listen has failed at its deadline', async () => {
      const target = { module: new URL('./testing/targets.ts', import.meta.url).href, export: 'hang' }
      const retry = { attempts: 1, baseMs: 1, capMs: 1 }
      const dispatch = kit.run(mode, { target, retry, deadlineMs: 50 })
      await attempted(kit.commit(dispatch, 'a'))
      await eventually(() =>
        expect(dispatch.counts().outside).toMatchObject({ failed: 1, done: 0, pending: 0 }),
      )
    })

    test('the sequence grows within a key', async () => {
      const dispatch = kit.run(mode)
      for (const what of ['1', '2', '3']) await kit.commit(dispatch, what, { options: { key: 'k' } })
      await eventually(() => expect(kit.outside.answered).toHaveLength(3), patient)
      const bySequence = kit.outside.answered.toSorted((a, b) => a.sequence - b.sequence)
      expect(bySequence.map(({ what }) => what)).toEqual(['1', '2', '3'])
      expect(new Set(bySequence.map(({ sequence }) => sequence)).size).toBe(3)
    })

    test(`the same unique value twice: ${promises.onDuplicate}`, async () => {
      const dispatch = kit.run(mode)
      const twice = promises.onDuplicate === 'same idempotency key'
      const again = promises.onDuplicate === 'accepted once' ? 'DUPLICATE' : 'ACCEPTED'
      const options = { unique: 'today', key: 'k' }
      expect(await kit.commit(dispatch, 'a', { options })).toBe('ACCEPTED')
      expect(await kit.commit(dispatch, 'a', { options })).toBe(again)
      // Comes after both in the modes that could bring the second one.
      await kit.commit(dispatch, 'end', { options: { key: 'k' } })
      await noted('fact', 'fact', 'fact', 'ok a', 'ok end', ...(twice ? ['ok a'] : []))
      const calls = kit.outside.calls.filter(({ what }) => what === 'a')
      expect(new Set(calls.map(({ idempotencyKey }) => idempotencyKey))).toEqual(new Set(['outside:today']))
    })

    const leaves = {
      'caller sees the error': { noted: [], lost: 0 },
      'lost and counted': { noted: ['fact'], lost: 1 },
      // The outside was called, so it had been with the broker.
      'lost and counted until the broker has it': { noted: ['fact', 'ok killed'], lost: 0 },
      'nothing lost': { noted: ['fact', 'ok killed'], lost: 0 },
    }[promises.onKill]

    test(`when its process is killed: ${promises.onKill}`, async () => {
      kit.outside.behaviour.hangs = true
      const caller = startCaller({ ...kit.process(), mode })
      await eventually(() => kit.outside.calls.length > 0, patient)
      await eventually(() => caller.committed() || promises.callerWaitsFor === 'the outside')
      await eventually(async () => (await kit.inMemory('pending')) >= leaves.lost)
      await caller.kill()
      kit.outside.behaviour.hangs = false
      kit.run(mode, { retry: { attempts: 100, baseMs: 1, capMs: 1 } })
      await eventually(async () => {
        const jobs = await kit.owner`select from job`
        const seen = {
          noted: (await kit.noted()).toSorted(),
          lost: await kit.inMemory('lost', 1),
          jobs: jobs.length,
        }
        expect(seen).toEqual({ ...leaves, jobs: 0 })
      }, patient)
      // Whoever calls again uses the same idempotency key and sequence.
      expect(kit.outside.calls.at(-1)).toEqual(kit.outside.calls[0])
    })
  })
}
