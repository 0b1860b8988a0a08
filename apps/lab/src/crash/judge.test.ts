import { expect, test } from 'vitest'
import { judge, type Judgement } from './judge.ts'

/** Each word is an operation: `a` was acknowledged, `f` is a fact, `e` an effect, `c` its end, `u` an unfinished job. */
function found(...words: string[]) {
  const named = words.map((word, i) => ({ id: `o${i}`, word }))
  const having = (letter: string) =>
    new Set(named.filter(({ word }) => word.includes(letter)).map(({ id }) => id))
  const counted = (letter: string) =>
    new Map(
      named
        .filter(({ word }) => word.includes(letter))
        .map(({ id, word }) => [id, word.split(letter).length - 1]),
    )
  return {
    acknowledged: having('a'),
    facts: having('f'),
    unfinished: having('u'),
    effects: counted('e'),
    completed: counted('c'),
    deliveries: words.join('').split('e').length - 1,
  }
}

const flawless: Judgement = {
  operations: 1,
  lost: 0,
  duplicated: 0,
  ghosts: 0,
  stuck: 0,
  extraDeliveries: 0,
}

test.each<[string, string[], Partial<Judgement>]>([
  ['what was acknowledged and done', ['afec'], {}],
  ['what was done though nobody heard of its commit', ['afec', 'fec'], {}],
  ['what was rolled back and left nothing', ['afec', ''], {}],
  ['an effect that never came', ['af'], { lost: 1 }],
  ['a commit nobody heard of, without its effect', ['afec', 'f'], { lost: 1 }],
  ['an effect without its end', ['afe'], { lost: 1 }],
  ['an acknowledgement without a fact', ['a'], { lost: 1 }],
  ['an effect that came twice', ['afeec'], { duplicated: 1, extraDeliveries: 1 }],
  ['an end that was written twice', ['afecc'], { duplicated: 1 }],
  ['the effect of what was rolled back', ['afec', 'e'], { ghosts: 1 }],
  ['a job that never ends', ['afu'], { stuck: 1 }],
])('the checker judges %s', (_, words, faults) => {
  expect(judge(found(...words), { durable: true })).toEqual({ ...flawless, ...faults })
})

test('a mode that promises no end owes the effect alone', () => {
  expect(judge(found('afe'), { durable: false })).toEqual(flawless)
  expect(judge(found('af'), { durable: false })).toMatchObject({ lost: 1 })
})
