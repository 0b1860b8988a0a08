import { randomUUIDv7 } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accrualOf, revocationOf, startTestApp, type TestApp } from './testing/test-app.ts'

let service: TestApp
beforeAll(async () => {
  service = await startTestApp()
})
afterAll(() => service.drop())

describe('one key', () => {
  test('gives the first answer again, even when the ledger has gone on', async () => {
    const client = service.clientOf()
    const request = accrualOf({ reference: 'order:1', state: 'pending' })
    const first = await client.accruePoints(request)
    await client.revokePoints(revocationOf({ reference: 'order:1' }))
    expect(await client.accruePoints(request)).toEqual(first)
  })

  test('gives the number of revoked points again', async () => {
    const client = service.clientOf()
    await client.accruePoints(accrualOf({ reference: 'order:1' }))
    const request = revocationOf({ reference: 'order:1' })
    expect(await client.revokePoints(request)).toEqual({ revoked: 100 })
    expect(await client.revokePoints(request)).toEqual({ revoked: 100 })
  })

  test('is refused for another body', async () => {
    const client = service.clientOf()
    await client.accruePoints(accrualOf({ reference: 'login:1', key: 'k' }))
    const other = client.accruePoints(accrualOf({ reference: 'login:1', key: 'k', points: 200 }))
    await expect(other).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED', status: 422 })
    expect(await client.getPoints()).toMatchObject({ balance: 100 })
  })

  test('of another member or another endpoint is another key', async () => {
    const client = service.clientOf()
    await client.accruePoints(accrualOf({ reference: 'login:1', key: 'k' }))
    await service.clientOf().accruePoints(accrualOf({ reference: 'login:2', key: 'k' }))
    expect(await client.revokePoints(revocationOf({ reference: 'login:1', key: 'k' }))).toEqual({
      revoked: 100,
    })
  })

  test('is not used up by a request that fails', async () => {
    const client = service.clientOf()
    const key = randomUUIDv7()
    const tooMany = client.accruePoints(accrualOf({ reference: 'login:1', key, points: -1 }))
    await expect(tooMany).rejects.toMatchObject({ code: 'INVALID_REQUEST' })
    await client.accruePoints(accrualOf({ reference: 'login:1', key }))
    expect(await client.getPoints()).toMatchObject({ balance: 100 })
  })
})

describe('fifty at once', () => {
  const fifty = Array.from({ length: 50 }, (_, i) => i)

  test('with the same key make one entry and get one answer', async () => {
    const client = service.clientOf()
    const request = accrualOf({ reference: 'login:1' })
    const answers = await Promise.all(fifty.map(() => client.accruePoints(request)))
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(await client.getPoints()).toMatchObject({ balance: 100, items: [{ points: 100 }] })
  })

  test('with keys of their own for one reference make one entry', async () => {
    const client = service.clientOf()
    const answers = await Promise.all(
      fifty.map(() => client.accruePoints(accrualOf({ reference: 'login:1' }))),
    )
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1)
    expect((await client.getPoints()).items).toHaveLength(1)
  })

  test('accruing and revoking one reference end revoked', async () => {
    const client = service.clientOf()
    const reference = 'order:1'
    const answers = await Promise.all(
      fifty.map(async (i) => {
        if (i % 2 === 0) return (await client.revokePoints(revocationOf({ reference }))).revoked
        await client.accruePoints(accrualOf({ reference }))
        return 0
      }),
    )
    expect(await client.getPoints()).toMatchObject({ balance: 0, items: [{ state: 'revoked' }] })
    expect(answers.filter((revoked) => revoked > 0).length).toBeLessThanOrEqual(1)
  })
})

test('whatever is called, repeated and replayed in whatever order, answers and ledger equal a simple model', async () => {
  const call = fc.record({
    reference: fc.constantFrom('order:1', 'order:2', 'login:1'),
    kind: fc.constantFrom('pending', 'accrued', 'revoked'),
    points: fc.integer({ min: 1, max: 500 }),
  })
  // After a call an earlier one, by its position, may be sent once more under its old key.
  const history = fc.array(fc.record({ call, replay: fc.option(fc.nat(19)) }), {
    minLength: 1,
    maxLength: 20,
  })

  await fc.assert(
    fc.asyncProperty(history, async (steps) => {
      const client = service.clientOf()
      const model: Model = new Map()
      const sent: { send: () => Promise<object>; answer: object }[] = []
      for (const { call, replay } of steps) {
        const send = sending(client, call)
        const answer = await send()
        expect(answer).toMatchObject(play(model, call))
        sent.push({ send, answer })
        const earlier = sent[replay ?? -1]
        if (earlier) expect(await earlier.send()).toEqual(earlier.answer)
      }
      const account = await client.getPoints({ query: { size: 50 } })
      expect(account).toMatchObject({ balance: sumOf(model, 'accrued'), pending: sumOf(model, 'pending') })
      expect(account.items).toHaveLength([...model.values()].filter(({ points }) => points > 0).length)
    }),
    { numRuns: 25 },
  )
})

type Call = { reference: string; kind: 'pending' | 'accrued' | 'revoked'; points: number }
type Model = Map<string, { kind: Call['kind']; points: number }>

/** Sends one call, each time under the same key. */
function sending(client: ReturnType<typeof service.clientOf>, { reference, kind, points }: Call) {
  if (kind === 'revoked') {
    const revocation = revocationOf({ reference })
    return () => client.revokePoints(revocation)
  }
  const accrual = accrualOf({ reference, points, state: kind })
  return () => client.accruePoints(accrual)
}

/** The furthest call decides the state, the first accrual the points. Gives what has to be answered. */
function play(model: Model, { reference, kind, points }: Call) {
  const kinds = ['pending', 'accrued', 'revoked'] as const
  const known = model.get(reference)
  const furthest = kinds.findLast((each) => each === known?.kind || each === kind)!
  const first = known?.points || (kind === 'revoked' ? 0 : points)
  model.set(reference, { kind: furthest, points: first })
  if (kind !== 'revoked') return { state: furthest, points: first }
  return { revoked: known?.kind === 'revoked' ? 0 : first }
}

const sumOf = (model: Model, kind: Call['kind']) =>
  [...model.values()].reduce((sum, entry) => sum + (entry.kind === kind ? entry.points : 0), 0)
