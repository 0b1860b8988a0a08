import { expect, test } from 'vitest'
import { load } from './load.ts'

test('each client asks again when it has its answer, until all requests are made', async () => {
  let under = 0
  let most = 0
  const answered = await load(
    async () => {
      most = Math.max(most, ++under)
      await new Promise(setImmediate)
      under--
    },
    { clients: 5, requests: 23, name: 'r' },
  )
  expect(answered).toHaveLength(23)
  expect(new Set(answered.map(({ operation }) => operation)).size).toBe(23)
  expect(most).toBe(5)
})

test('what is not answered is not counted', async () => {
  const odd = (operation: string) =>
    /[13579]$/.test(operation) ? Promise.reject(new Error('no')) : Promise.resolve()
  expect(await load(odd, { clients: 2, requests: 10, name: 'r' })).toHaveLength(5)
})
