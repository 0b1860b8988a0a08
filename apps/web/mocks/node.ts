/** The mock for tests in Node: its own tables, knobs that can be turned, a clock that can be moved. */
import { bffApi } from '@nowait/contract/bff'
import { createClient, type Send } from '@nowait/contract/client'
import { createMock } from './app.ts'
import { memoryShelf } from './db.ts'

export function testMock(words = 'persona=demo') {
  const state = { words, passed: 0, errors: [] as string[] }
  const mock = createMock({
    shelf: memoryShelf(),
    knobs: () => state.words,
    now: () => Date.now() + state.passed,
    onError: (message) => state.errors.push(message),
  })
  const send: Send = (url, init) => {
    const headers = new Headers(init.headers)
    headers.set('x-csrf', '1')
    return mock.fetch(new Request(new URL(url, 'http://nowait.test'), { ...init, headers }))
  }
  return {
    send,
    fetch: mock.fetch,
    client: createClient<typeof bffApi>(bffApi.routes, send),
    errors: state.errors,
    turn: (to: string) => void (state.words = to),
    /** Lets time pass for the orders. */
    pass: (ms: number) => void (state.passed += ms),
  }
}
