import { Icon } from '../../components/icon.tsx'
import { useFormat } from '../../lib/format.ts'

/** A count that should be nothing: with an icon where it is not. */
export function Figure({ value, tone }: { value: number; tone: 'late' | 'failed' }) {
  const format = useFormat()
  if (value === 0) return '0'
  return (
    <span
      className={`inline-flex items-center gap-1 font-semibold ${tone === 'late' ? 'text-late' : 'text-failed'}`}
    >
      <Icon name={tone === 'late' ? 'clock' : 'alert'} size={14} />
      {format.number(value)}
    </span>
  )
}
