import { expect, test } from 'vitest'
import { hostOf, pushHosts } from './push-hosts.ts'

const known = pushHosts.parse(undefined)

test.for([
  'https://fcm.googleapis.com/fcm/send/eX:APA91b',
  'https://updates.push.services.mozilla.com/wpush/v2/gAAAA',
  'https://wns2-by3p.notify.windows.com/w/?token=BQYAAAA%3d',
  'https://web.push.apple.com/QGuQyavXutnMH',
])('%s is a push service', (endpoint) => {
  expect(hostOf(known, new URL(endpoint))).toBeDefined()
})

test.for([
  'http://fcm.googleapis.com/',
  'https://fcm.googleapis.com:8443/',
  'https://user@fcm.googleapis.com/',
  'https://user:secret@fcm.googleapis.com/',
  'https://fcm.googleapis.com./',
  'https://fcm.googleapis.com.evil.test/',
  'https://evilfcm.googleapis.com/',
  'https://googleapis.com/',
  'https://notify.windows.com/',
  'https://.notify.windows.com/',
  'https://evilnotify.windows.com/',
  'https://127.0.0.1/',
  'https://[::1]/',
])('%s is not', (endpoint) => {
  expect(hostOf(known, new URL(endpoint))).toBeUndefined()
})

test('a push service of one’s own is named with its port, and with its address where DNS would not give it', () => {
  const [own, pinned] = pushHosts.parse('push.example.com:8443, push.test:9443=127.0.0.1')
  expect(own).toEqual({ name: 'push.example.com', port: 8_443, address: undefined })
  expect(pinned).toEqual({ name: 'push.test', port: 9_443, address: '127.0.0.1' })
})

test.for([
  '',
  '*',
  '.a.test',
  '*a.test',
  'https://a.test',
  'a.test/x',
  'a.test:x',
  'a.test=b.test',
  '127.0.0.1',
  'A.test',
])('a list with %j in it is refused', (entry) => {
  expect(pushHosts.safeParse(`fcm.googleapis.com,${entry}`).success).toBe(false)
})
