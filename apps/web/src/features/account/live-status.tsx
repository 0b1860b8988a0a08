import type { IconName } from '../../components/icon.tsx'
import { StatusBadge, type Tone } from '../../components/status-badge.tsx'
import { useMessages } from '../../lib/language.ts'
import { liveState } from '../../lib/live/live-state.ts'

/** Whether changes reach this tab by themselves. */
export function LiveStatus() {
  const t = useMessages()
  const state = liveState.use()
  const shown: Record<typeof state, { tone: Tone; icon: IconName; word: string; hint: string }> = {
    on: { tone: 'done', icon: 'check', word: t.account.liveOn, hint: t.account.liveOnHint },
    connecting: {
      tone: 'late',
      icon: 'clock',
      word: t.account.liveConnecting,
      hint: t.account.liveConnectingHint,
    },
    off: { tone: 'plain', icon: 'bell', word: t.account.liveOff, hint: t.account.liveOffHint },
  }
  const { tone, icon, word, hint } = shown[state]
  return (
    <div aria-live="polite">
      <StatusBadge tone={tone} icon={icon}>
        {word}
      </StatusBadge>
      <p className="text-14 text-grey mt-2 min-h-11">{hint}</p>
    </div>
  )
}
