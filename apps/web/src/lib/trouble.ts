import type { TroubleCode } from './api.ts'
import { messages, useMessages } from './language.ts'

/** A problem code in the customer's words. */
export const troubleText = (code: TroubleCode): string =>
  messages().common.trouble[code] ?? messages().common.trouble.other

export function useTrouble(code: TroubleCode): string {
  const t = useMessages()
  return t.common.trouble[code] ?? t.common.trouble.other
}
