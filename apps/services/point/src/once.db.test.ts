import { randomUUIDv7 } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accrualOf, revocationOf, startTestApp } from './testing/test-app.ts'

let service: Awaited<ReturnType<typeof startTestApp>>
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

test('whatever is called, repeated and replayed in whatever order, the ledger equals a simple model', async () => {
  const call = fc.record({
    reference: fc.constantFrom('order:1', 'order:2', 'login:1'),
    kind: fc.constantFrom('pending', 'accrued', 'revoked'),
    points: fc.integer({ min: 1, max: 500 }),
  })
  // Positions of earlier calls that are sent once more with their old key after the call at the same place.
  const history = fc.array(fc.record({ call, replay: fc.option(fc.nat(30)) }), {
    minLength: 1,
    maxLength: 30,
  })

  await fc.assert(
    fc.asyncProperty(history, async (steps) => {
      const client = service.clientOf()
      const model = new Map<string, { state: string; points: number | undefined }>()
      const sent: (() => Promise<object>)[] = []
      const answers: object[] = []
      for (const {
        call: { reference, kind, points },
        replay,
      } of steps) {
        const request =
          kind === 'revoked' ? revocationOf({ reference }) : accrualOf({ reference, points, state: kind })
        const send = () =>
          kind === 'revoked'
            ? client.revokePoints(request)
            : client.accruePoints(request as ReturnType<typeof accrualOf>)
        sent.push(send)
        answers.push(await send())
        play(model, { reference, kind, points })
        const repeated = sent[replay ?? -1]
        if (repeated) expect(await repeated()).toEqual(answers[replay!])
      }
      const total = (state: string) =>
        [...model.values()].reduce((sum, entry) => sum + (entry.state === state ? (entry.points ?? 0) : 0), 0)
      const account = await client.getPoints({ query: { size: 50 } })
      expect(account).toMatchObject({ balance: total('accrued'), pending: total('pending') })
      expect(account.items).toHaveLength(
        [...model.values()].filter((entry) => entry.points !== undefined).length,
      )
    }),
    { numRuns: 40 },
  )
})

function play(
  model: Map<string, { state: string; points: number | undefined }>,
  call: { reference: string; kind: string; points: number },
) {
  const rank = ['pending', 'accrued', 'revoked']
  const known = model.get(call.reference)
  const state = rank[Math.max(rank.indexOf(known?.state ?? 'pending'), rank.indexOf(call.kind))]!
  const points = known?.points ?? (call.kind === 'revoked' ? undefined : call.points)
  model.set(call.reference, { state, points })
}
