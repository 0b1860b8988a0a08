import { expect, test } from 'vitest'
import { withParticle } from './particle.ts'

test.each([
  ['머그', '을/를', '머그를'],
  ['조명', '을/를', '조명을'],
  ['노트', '은/는', '노트는'],
  ['한지 등 45 cm', '을/를', '한지 등 45 cm를'],
  ['머그 350 ml', '이/가', '머그 350 ml가'],
  ['탁상 달력 2027', '을/를', '탁상 달력 2027을'],
  ['서울', '으로/로', '서울로'],
  ['부산', '으로/로', '부산으로'],
  ['연필 (3)', '이/가', '연필 (3)이'],
  ['LP', '을/를', 'LP를'],
  ['USB-C', '은/는', 'USB-C는'],
  ['PVC 필름 M', '은/는', 'PVC 필름 M은'],
  ['Nowait', '이/가', 'Nowait이'],
] as const)('%s with %s is %s', (word, particle, said) => {
  expect(withParticle(word, particle)).toBe(said)
})
