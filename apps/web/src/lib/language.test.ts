import { afterEach, beforeEach, expect, test } from 'vitest'
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
  await loadWords(['member'])
  expect(messages().member.myPageTitle).toBe('My Page')
})

const leaves = (value: object, path = ''): [string, unknown][] =>
  Object.entries(value).flatMap(([key, inner]) =>
    typeof inner === 'object' && inner !== null
      ? leaves(inner, `${path}${key}.`)
      : [[path + key, inner] as [string, unknown]],
  )

const areas = import.meta.glob<object>('../messages/ko/*.ts', { eager: true })
const english = import.meta.glob<object>('../messages/en/*.ts', { eager: true })

test.each(
  Object.entries(areas).map(([file, ko]) => [file, ko, english[file.replace('/ko/', '/en/')]!] as const),
)('every text of %s is there in both languages, none is Korean in English', (_area, ko, en) => {
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
    ([key, text]) => typeof text === 'string' && /[가-힣]/.test(text) && !key.includes('languageNames'),
  )
  expect(untranslated).toEqual([])
})
