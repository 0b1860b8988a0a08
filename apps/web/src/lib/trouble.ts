import type { Trouble, TroubleCode } from './api.ts'
import { messages, useMessages } from './language.ts'
import { signal } from './signal.ts'

/** Who tries again: we by ourselves, or whoever wanted something done. */
export type NextTry = 'ours' | 'yours'
type Explain = (trouble: Trouble, next: NextTry) => string | undefined

/** Says more than the code, once its code and words are here: see explain.ts. */
export const explainer = signal<Explain>(() => undefined)

const plain = (code: TroubleCode) => messages().common.trouble[code] ?? messages().common.trouble.other

/** Why something that was wanted could not be done, in the customer's words. */
export const troubleText = (trouble: Trouble): string =>
  explainer.get()(trouble, 'yours') ?? plain(trouble.code)

/** Why something is not there, and when we look again. */
export function useTrouble(code: TroubleCode, trouble?: Trouble, next: NextTry = 'ours'): string {
  useMessages()
  const explain = explainer.use()
  return (trouble && explain(trouble, next)) ?? plain(code)
}
