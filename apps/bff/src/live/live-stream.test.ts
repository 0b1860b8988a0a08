import { expect, test } from 'vitest'
import { liveStream } from './live-stream.ts'

const row = (position: number, event: object = { type: 'notifications' }) =>
  ({ position, memberId: 'm', event }) as Parameters<ReturnType<typeof liveStream>['deliver']>[0]

async function textOf(stream: ReturnType<typeof liveStream>): Promise<string> {
  stream.close()
  return new Response(stream.body).text()
}

test('rows that arrive while the stream catches up come after what was missed, and none twice', async () => {
  const stream = liveStream('s', 'm', () => undefined)
  stream.deliver(row(3))
  stream.deliver(row(4))
  stream.catchUp([row(2), row(3)], 3)
  stream.deliver(row(4))
  stream.deliver(row(5))
  expect((await textOf(stream)).match(/^id: \d+$/gm)).toEqual(['id: 2', 'id: 3', 'id: 3', 'id: 4', 'id: 5'])
})

test('a line break inside an event stays inside it', async () => {
  const stream = liveStream('s', 'm', () => undefined)
  stream.catchUp([row(1, { type: 'order', orderId: 'a\r\nid: 9\u2028' })], 1)
  const text = await textOf(stream)
  expect(text).not.toMatch(/^id: 9/m)
  expect(text.match(/^data: /gm)).toHaveLength(1)
})

test('who does not read is cut off', () => {
  let closed = 0
  const stream = liveStream('s', 'm', () => closed++)
  stream.catchUp([], 0)
  for (let position = 1; position < 1_000; position++) stream.deliver(row(position))
  expect(closed).toBe(1)
})
