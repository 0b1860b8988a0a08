import { useFormat } from '../../lib/format.ts'
import { useMessages } from '../../lib/language.ts'

export const nothing = '–'

/** Figures as the lab writes them: one decimal a second, times in seconds. */
export function useAmounts() {
  const t = useMessages()
  const { number } = useFormat()
  return {
    number,
    tps: (value: number | undefined): string => (value === undefined ? nothing : value.toFixed(1)),
    time: (ms: number | null | undefined): string =>
      ms === null || ms === undefined ? nothing : `${(ms / 1_000).toFixed(2)} ${t.lab.secondsUnit}`,
  }
}
