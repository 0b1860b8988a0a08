import { expect, test } from 'vitest'
import { weaknessOf } from './common-passwords.ts'
import { hashPassword, passwordFits } from './password.ts'

test('a hash says how it was made and fits its password only', async () => {
  const hash = await hashPassword('정직한 상점')
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(await passwordFits('정직한 상점', hash)).toBe(true)
  expect(await passwordFits('정직한 상점 ', hash)).toBe(false)
  expect(await hashPassword('정직한 상점')).not.toBe(hash)
})

test('without an account every password is wrong', async () => {
  expect(await passwordFits('', undefined)).toBe(false)
})

test('a crowd all gets its turn', async () => {
  const hash = await hashPassword('a long enough one')
  const answers = await Promise.all(Array.from({ length: 20 }, () => passwordFits('a long enough one', hash)))
  expect(answers).toEqual(Array(20).fill(true))
})

test('common passwords are refused in any case, others are not judged by their letters', () => {
  expect(weaknessOf('Password1', 'a@b.example')).toBeDefined()
  expect(weaknessOf('ａａａａａａａａ', 'a@b.example')).toBeDefined()
  expect(weaknessOf('haruharu@b.example', 'haruharu@b.example')).toBeDefined()
  expect(weaknessOf('correct horse battery', 'a@b.example')).toBeUndefined()
  expect(weaknessOf('빨래집게열두개', 'a@b.example')).toBeUndefined()
})
