import type { Localized } from '@nowait/contract/values'
import { useSyncExternalStore } from 'react'
import { common } from '../messages/ko/common.ts'
import type { Area, Messages } from '../messages/messages.ts'
import { storedChoice } from './stored.ts'

export const languages = ['ko', 'en'] as const
export type Language = (typeof languages)[number]

type Loaders = { [A in keyof Messages]: () => Promise<Pick<Messages, A>> }

// Korean common texts are part of the entry; the rest comes with the pages that use it.
const loaders: Record<Language, Loaders> = {
  ko: {
    common: async () => ({ common }),
    shop: () => import('../messages/ko/shop.ts'),
    member: () => import('../messages/ko/member.ts'),
    account: () => import('../messages/ko/account.ts'),
    ops: () => import('../messages/ko/ops.ts'),
    guards: () => import('../messages/ko/guards.ts'),
    rebuild: () => import('../messages/ko/rebuild.ts'),
    lab: () => import('../messages/ko/lab.ts'),
    late: () => import('../messages/ko/late.ts'),
    push: () => import('../messages/ko/push.ts'),
    trouble: () => import('../messages/ko/trouble.ts'),
  },
  en: {
    common: () => import('../messages/en/common.ts'),
    shop: () => import('../messages/en/shop.ts'),
    member: () => import('../messages/en/member.ts'),
    account: () => import('../messages/en/account.ts'),
    ops: () => import('../messages/en/ops.ts'),
    guards: () => import('../messages/en/guards.ts'),
    rebuild: () => import('../messages/en/rebuild.ts'),
    lab: () => import('../messages/en/lab.ts'),
    late: () => import('../messages/en/late.ts'),
    push: () => import('../messages/en/push.ts'),
    trouble: () => import('../messages/en/trouble.ts'),
  },
}

const chosen = storedChoice('nowait.language', languages, 'ko')
const wanted = new Set<keyof Messages>(['common'])
const loaded: Record<Language, Partial<Messages>> = { ko: { common }, en: {} }

let spoken: Language = 'ko'
let words = loaded.ko
const listeners = new Set<() => void>()

/** Call before the first drawing: the language chosen last time, its texts fetched. */
export const startLanguage = (): Promise<void> => speak(chosen.get())

/** Resolves when the shop speaks it; when its texts cannot be fetched, the language stays as it is. */
export async function chooseLanguage(language: Language): Promise<void> {
  await speak(language)
  chosen.set(spoken)
}

/** Resolves when the texts of these areas are there, in the language spoken; part of loading a page. */
export async function loadWords(areas: readonly Area[]): Promise<void> {
  for (const area of areas) wanted.add(area)
  await load(spoken)
  show(spoken)
}

async function speak(language: Language): Promise<void> {
  try {
    await load(language)
    show(language)
  } catch {
    show(spoken)
  }
}

async function load(language: Language): Promise<void> {
  const missing = [...wanted].filter((area) => !loaded[language][area])
  const texts = await Promise.all(missing.map((area) => loaders[language][area]()))
  if (missing.length > 0) loaded[language] = Object.assign({}, loaded[language], ...texts)
}

function show(language: Language): void {
  spoken = language
  words = loaded[language]
  if (typeof document !== 'undefined') document.documentElement.lang = language
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const language = (): Language => spoken

/** The texts, for code that is no component. The route table loads the areas of a page together with it. */
export const messages = (): Messages => words as Messages

export const useLanguage = (): Language => useSyncExternalStore(subscribe, language)

/** `const t = useMessages()`, then `t.shop.addToCart`: every text is a key, checked in both languages. */
export const useMessages = (): Messages => useSyncExternalStore(subscribe, messages)

/** The text in the language that is spoken. */
export const localized = (text: Localized): string => text[spoken]

/** The same, drawn again when the language changes. */
export function useLocalized(): (text: Localized) => string {
  useLanguage()
  return localized
}
