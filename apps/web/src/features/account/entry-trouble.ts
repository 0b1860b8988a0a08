import { ClientProblem } from '@nowait/contract/client'
import { troubleIn, troubleOf } from '../../lib/api.ts'
import { useMessages } from '../../lib/language.ts'
import { useTrouble } from '../../lib/trouble.ts'

/** Why somebody could not get in, in words; undefined while nothing is wrong. */
export function useEntryTrouble(error: unknown, wrongCredentials: string): string | undefined {
  const t = useMessages()
  const code = troubleOf(error)
  const other = useTrouble(code, troubleIn(error), 'yours')
  if (!error) return undefined
  if (code === 'WRONG_CREDENTIALS') return wrongCredentials
  if (code === 'EMAIL_TAKEN') return t.account.emailTaken
  const wait = error instanceof ClientProblem ? error.problem?.retryAfterMs : undefined
  return code === 'RATE_LIMITED' && wait ? t.account.tooManyTries(Math.ceil(wait / 1000)) : other
}
