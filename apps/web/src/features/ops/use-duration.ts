import { useFormat } from '../../lib/format.ts'
import { useMessages } from '../../lib/language.ts'

const longMs = 90_000

/** `42초`; longer ones in minutes, `7분`. */
export function useDuration(): (ms: number) => string {
  const t = useMessages()
  const format = useFormat()
  return (ms) =>
    ms < longMs
      ? t.common.seconds(format.number(Math.ceil(ms / 1_000)))
      : t.rebuild.minutes(format.number(Math.round(ms / 60_000)))
}
