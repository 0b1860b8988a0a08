import { afterEach, beforeEach, expect, test } from 'vitest'
import { account as enAccount } from '../messages/en/account.ts'
import { common as enCommon } from '../messages/en/common.ts'
import { shop as enShop } from '../messages/en/shop.ts'
import { account as koAccount } from '../messages/ko/account.ts'
import { common as koCommon } from '../messages/ko/common.ts'
import { shop as koShop } from '../messages/ko/shop.ts'
import { chooseLanguage, language, loadWords, localized, messages, startLanguage } from './language.ts'

beforeEach(() => localStorage.clear())
afterEach(() => chooseLanguage('ko'))

test('Korean is spoken first, without fetching anything', async () => {
  await startLanguage()
  expect(language()).toBe('ko')
  expect(document.documentElement.lang).toBe('ko')
  expect(messages().common.cart).toBe('장바구니')
})

test('a chosen language reaches the document, the texts of the page and the next visit', async () => {
  await loadWords(['shop'])
  await chooseLanguage('en')
  expect(document.documentElement.lang).toBe('en')
  expect(messages().shop.addToCart).toBe('Add to cart')
  expect(localized({ ko: '머그', en: 'Mug' })).toBe('Mug')
  expect(localStorage.getItem('nowait.language')).toBe('en')
})

test('pages opened later speak the chosen language too', async () => {
  await chooseLanguage('en')
  await loadWords(['account'])
  expect(messages().account.myPageTitle).toBe('My Page')
})

const leaves = (value: object, path = ''): [string, unknown][] =>
  Object.entries(value).flatMap(([key, inner]) =>
    typeof inner === 'object' && inner !== null
      ? leaves(inner, `${path}${key}.`)
      : [[path + key, inner] as [string, unknown]],
  )

test.each([
  ['common', koCommon, enCommon],
  ['shop', koShop, enShop],
  ['account', koAccount, enAccount],
])('every text of %s is there in both languages, none is Korean in English', (_area, ko, en) => {
  expect(
    leaves(en)
      .map(([key]) => key)
      .toSorted(),
  ).toEqual(
    leaves(ko)
      .map(([key]) => key)
      .toSorted(),
  )
  const untranslated = leaves(en).filter(
    ([key, text]) => typeof text === 'string' && /[가-힣]/.test(text) && !key.startsWith('languageNames'),
  )
  expect(untranslated).toEqual([])
})
