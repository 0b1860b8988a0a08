import { ClientProblem } from '@nowait/contract/client'
import { problemBody, type ProblemCode, problemCodes } from '@nowait/contract/problem'
import { expect, test } from 'vitest'
import { callService } from './call-service.ts'

const failing = (code: ProblemCode, retryAfterMs?: number) => () =>
  Promise.reject(new ClientProblem(code, problemCodes[code][0], problemBody(code, { retryAfterMs })))

test.each<ProblemCode>(['INVALID_REQUEST', 'IDEMPOTENCY_KEY_REUSED'])(
  'a service that says %s is not asked again',
  async (code) => {
    await expect(callService(failing(code))).rejects.toMatchObject({
      name: 'Hopeless',
      message: expect.stringContaining(code),
    })
  },
)

test.each<ProblemCode>([
  'UPSTREAM_TIMEOUT',
  'SERVICE_UNAVAILABLE',
  'INTERNAL',
  'SERVICE_CREDENTIAL_REQUIRED',
])('one that says %s is', async (code) => {
  await expect(callService(failing(code))).rejects.toMatchObject({ name: 'Error' })
})

test('one that names a time is asked after it', async () => {
  await expect(callService(failing('IDEMPOTENCY_KEY_RUNNING', 4_000))).rejects.toMatchObject({
    name: 'NotBefore',
    afterMs: 4_000,
  })
})

test('what it answers is handed on', async () => {
  expect(await callService(async () => 'sent')).toBe('sent')
})
