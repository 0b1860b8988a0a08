import type { LeavesLines, PageLines } from '@nowait/contract/stream-parts'
import { Hono } from 'hono'
import { afterEach, expect, test } from 'vitest'
import { createLog } from './log.ts'
import { serve, type Running } from './serve.ts'
import { eventually } from './testing/eventually.ts'

const log = createLog({ name: 'test', level: 'silent' })
const open: Running[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((running) => running.stop()))
})

/** A server whose only page has these lines; `left` is what became of it. */
async function page(lines: (string | Promise<string>)[]) {
  const left = { count: 0 }
  const app = new Hono()
  app.use(async (c, next) => {
    await next()
    c.res.headers.append('set-cookie', 'a=1')
    c.res.headers.append('set-cookie', 'b=2')
  })
  app.get('/', (c) => {
    ;(c.env as LeavesLines).leftTo!.lines = linesOf(lines, () => (left.count += 1))
    return c.body(null, 200, { 'content-type': 'application/x-ndjson' })
  })
  const running = await serve(app, { host: '127.0.0.1', port: 0, log })
  open.push(running)
  return { url: running.url, left }
}

function linesOf(lines: (string | Promise<string>)[], leave: () => void): PageLines {
  const rest = [...lines]
  const next = async () => {
    const line = await rest.shift()
    return line === undefined ? undefined : new TextEncoder().encode(`${line}\n`)
  }
  return { next, leave }
}

test('parts that are all there come as one piece of known length', async () => {
  const { url, left } = await page(['order', 'parcel', '포인트'])
  const answer = await fetch(url)
  expect(answer.headers.get('content-length')).toBe(String(Buffer.byteLength('order\nparcel\n포인트\n')))
  expect(await answer.text()).toBe('order\nparcel\n포인트\n')
  expect(left.count).toBe(0)
})

test('what middleware sets after the handler arrives with the head', async () => {
  const { url } = await page(['order'])
  const { headers } = await fetch(url)
  expect(headers.getSetCookie()).toEqual(['a=1', 'b=2'])
  expect(headers.get('content-type')).toBe('application/x-ndjson')
})

test('a part that is there does not wait for one that is late', async () => {
  const late = Promise.withResolvers<string>()
  const { url } = await page(['order', late.promise])
  const reader = (await fetch(url)).body!.pipeThrough(new TextDecoderStream()).getReader()
  expect((await reader.read()).value).toBe('order\n')
  late.resolve('points')
  expect((await reader.read()).value).toBe('points\n')
  expect((await reader.read()).done).toBe(true)
})

test('who leaves before the last part stops the work behind his page', async () => {
  const { url, left } = await page(['order', new Promise(() => {})])
  const leaving = new AbortController()
  await fetch(url, { signal: leaving.signal })
  expect(left.count).toBe(0)
  leaving.abort()
  await eventually(() => left.count === 1)
})

test('a page that cannot go on is cut off, so that it is not taken for a whole one', async () => {
  const broken = Promise.withResolvers<string>()
  const { url } = await page(['order', broken.promise])
  const answer = await fetch(url)
  broken.reject(new Error('a bug'))
  await expect(answer.text()).rejects.toThrow('terminated')
})
