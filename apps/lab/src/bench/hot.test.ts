import { expect, test } from 'vitest'
import { sayProfile, summarize } from './hot.ts'

const frame = (functionName: string, url = '') => ({
  callFrame: { functionName, url, scriptId: '0', lineNumber: 0, columnNumber: 0 },
})
const file = (path: string) => new URL(`../../../../${path}`, import.meta.url).href

test('a profile names what took the most by itself, by package, file or part of Node, and leaves idling out of the shares', () => {
  const profile = summarize('the server', {
    nodes: [
      { id: 1, ...frame('(idle)') },
      { id: 2, ...frame('parse', file('node_modules/undici/lib/x.js')) },
      { id: 3, ...frame('', file('apps/bff/src/main.ts')) },
      { id: 4, ...frame('parse', file('node_modules/undici/lib/y.js')) },
      { id: 5, ...frame('(garbage collector)') },
    ],
    startTime: 0,
    endTime: 100,
    samples: [1, 2, 3, 4, 5],
    timeDeltas: [20, 30, 10, 20, 20],
  })
  expect(profile).toEqual({
    of: 'the server',
    idle: 0.2,
    functions: [
      { name: 'parse (undici)', share: 0.625 },
      { name: '(garbage collector)', share: 0.25 },
      { name: 'anonymous (apps/bff/src/main.ts)', share: 0.125 },
    ],
  })
  expect(sayProfile(profile)).toContain(
    'of the server goes (idle 20 %): 63 % parse (undici), 25 % (garbage collector)',
  )
})
