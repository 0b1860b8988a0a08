import type { LookupOptions } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { expect, test } from 'vitest'
import { isPublicAddress, NotPublicError, publicLookup } from './public-address.ts'

test.for([
  '142.250.206.234',
  '1.1.1.1',
  '172.15.255.255',
  '172.32.0.0',
  '100.63.255.255',
  '2404:6800:400a:80c::200a',
  '2001:4860:4860::8888',
])('%s belongs to somebody on the internet', (address) => {
  expect(isPublicAddress(address)).toBe(true)
})

test.for([
  '0.0.0.0',
  '10.1.2.3',
  '100.64.0.1',
  '127.0.0.1',
  '127.255.255.254',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.0.0.192',
  '192.168.0.1',
  '198.18.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::127.0.0.1',
  '::ffff:127.0.0.1',
  '::ffff:7f00:1',
  '::ffff:142.250.206.234',
  '64:ff9b::7f00:1',
  '64:ff9b:1::7f00:1',
  '100::1',
  'fe80::1',
  'fe80::1%lo',
  'fd00:ec2::254',
  'ff02::1',
  '2001:0:7f00:1::',
  '2001:db8::1',
  '2002:7f00:1::',
  '2404:6800::1%lo',
  '127.1',
  '0x7f000001',
  '2130706433',
  'localhost',
  '',
])('%j does not', (address) => {
  expect(isPublicAddress(address)).toBe(false)
})

const lookUp = (lookup: LookupFunction, options: LookupOptions) =>
  new Promise((resolve, reject) => {
    lookup('name.test', options, (error, address, family) =>
      error ? reject(error) : resolve({ address, family }),
    )
  })

test('of the addresses of a name only the public ones are connected to', async () => {
  const lookup = publicLookup(async () => ['127.0.0.1', '1.1.1.1', '::1', '2404:6800::1'])
  expect(await lookUp(lookup, { all: true })).toMatchObject({
    address: [
      { address: '1.1.1.1', family: 4 },
      { address: '2404:6800::1', family: 6 },
    ],
  })
  expect(await lookUp(lookup, {})).toEqual({ address: '1.1.1.1', family: 4 })
})

test('a name without any is refused', async () => {
  const lookup = publicLookup(async () => ['10.0.0.1', '::1'])
  await expect(lookUp(lookup, { all: true })).rejects.toThrow(NotPublicError)
})

test('what DNS says of a name it does not know is handed on', async () => {
  const lookup = publicLookup(() => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' })))
  await expect(lookUp(lookup, {})).rejects.toMatchObject({ code: 'ENOTFOUND' })
})
