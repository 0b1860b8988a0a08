import { expect, test } from 'vitest'
import { silentLog as log } from '../testing/silent-log.ts'
import { labFaults } from './lab-faults.ts'

const options = { token: 'the-token-of-this-service', log }

test('there are faults only where the lab is switched on', async () => {
  expect(await labFaults({ LAB: '0' }, options)).toBeUndefined()
  expect(await labFaults({ LAB: '1' }, options)).toBeDefined()
})

test('the lab cannot be switched on in production', async () => {
  await expect(labFaults({ LAB: '1', NODE_ENV: 'production' }, options)).rejects.toThrow('LAB=1')
})
