import { screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { draw } from '../testing/render.tsx'
import { endpointQuery } from './endpoint-query.ts'
import { orderAttempt, newAttempt } from './order-attempt.ts'
import { createQueryClient } from './query-client.ts'
import { mayBeSignedIn, sessionEnded, signedIn, signedOut, useSession } from './session.ts'

const session = {
  member: { id: 'm1', email: 'demo@nowait.shop', name: '김하루', role: 'member' as const },
  expiresAt: '2027-01-01T00:00:00Z',
}
const Who = () => {
  const who = useSession()
  return <p>{who.state === 'member' ? who.member.name : who.state}</p>
}
const asked = vi.fn()

beforeEach(() => {
  asked.mockReset()
  vi.stubGlobal('fetch', asked)
  signedOut(createQueryClient())
})
afterEach(() => vi.unstubAllGlobals())

test('a visitor is nobody, without asking the server', () => {
  draw(<Who />)
  expect(screen.getByText('anonymous')).toBeTruthy()
  expect(asked).not.toHaveBeenCalled()
})

test('who has just signed in is known at once', () => {
  const client = createQueryClient()
  signedIn(client, session)
  draw(<Who />, client)
  expect(screen.getByText('김하루')).toBeTruthy()
  expect(asked).not.toHaveBeenCalled()
})

test('any answer that says there is no session ends it, and takes what was the member’s along', async () => {
  const client = createQueryClient()
  signedIn(client, session)
  client.setQueryData(['myPage', {}], { secret: true })
  client.setQueryData(['homePage', {}], { public: true })
  const body = JSON.stringify({ code: 'NOT_SIGNED_IN', status: 401 })
  const headers = { 'content-type': 'application/problem+json' }
  asked.mockImplementation(async () => new Response(body, { status: 401, headers }))
  draw(<Who />, client)
  await client.query(endpointQuery('listOrders', {})).catch(() => undefined)
  await waitFor(() => expect(screen.getByText('anonymous')).toBeTruthy())
  expect(mayBeSignedIn()).toBe(false)
  expect(client.getQueryData(['myPage', {}])).toBeUndefined()
  expect(client.getQueryData(['homePage', {}])).toEqual({ public: true })
})

test('an order without an answer outlives a session that ran out, not a sign-out', () => {
  const client = createQueryClient()
  const shipTo = { name: '김하루', phone: '010-1111-2222', postalCode: '04038', address: '서울' }
  orderAttempt.set(newAttempt({ items: [], shipTo }, 'm1'))
  sessionEnded(client)
  expect(orderAttempt.get()).not.toBeNull()
  signedOut(client)
  expect(orderAttempt.get()).toBeNull()
})
