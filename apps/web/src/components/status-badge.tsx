import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'

export type Tone = 'done' | 'late' | 'failed' | 'accent' | 'plain'

const looks: Record<Tone, { color: string; icon: IconName }> = {
  done: { color: 'text-done bg-done-wash', icon: 'check' },
  late: { color: 'text-late bg-late-wash', icon: 'clock' },
  failed: { color: 'text-failed bg-failed-wash', icon: 'alert' },
  accent: { color: 'text-accent bg-accent-wash', icon: 'box' },
  plain: { color: 'text-grey bg-ground', icon: 'box' },
}

/** A state as icon and word; colour only underlines it. */
export function StatusBadge({
  tone,
  icon = looks[tone].icon,
  children,
}: {
  tone: Tone
  icon?: IconName
  children: ReactNode
}) {
  return (
    <span
      className={`rounded-small text-12 tabular inline-flex items-center gap-1 px-2 py-0.5 font-medium whitespace-nowrap ${looks[tone].color}`}
    >
      <Icon name={icon} size={14} />
      {children}
    </span>
  )
}
