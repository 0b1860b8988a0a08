import { useFormat } from '../lib/format.ts'

/** An amount of won; digits stand below each other. */
export function Money({ value, className = '' }: { value: number; className?: string }) {
  const format = useFormat()
  return <span className={`tabular whitespace-nowrap ${className}`}>{format.won(value)}</span>
}
