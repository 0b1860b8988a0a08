import type { GuardPhase } from '@nowait/contract/guards'
import type { IconName } from '../../components/icon.tsx'
import { StatusBadge, type Tone } from '../../components/status-badge.tsx'
import { useFormat } from '../../lib/format.ts'
import { useMessages } from '../../lib/language.ts'
import { type Circuit, isArriving, phaseOf } from './circuits.ts'

const looks: Record<GuardPhase, { tone: Tone; icon: IconName }> = {
  closed: { tone: 'done', icon: 'check' },
  open: { tone: 'failed', icon: 'alert' },
  'half-open': { tone: 'late', icon: 'clock' },
  'forced-open': { tone: 'failed', icon: 'close' },
  'forced-closed': { tone: 'late', icon: 'check' },
}

export function PhaseBadge({ phase }: { phase: GuardPhase }) {
  const t = useMessages()
  return <StatusBadge {...looks[phase]}>{t.guards.phases[phase]}</StatusBadge>
}

/** How a circuit is, in how many processes, since when and until when. */
export function CircuitState({ circuit }: { circuit: Circuit }) {
  const { guards: t } = useMessages()
  const format = useFormat()
  const found = phaseOf(circuit)
  if (!found) return <span className="text-grey">{t.noBreaker}</span>
  const { phase, count, all, since, nextTryAt } = found
  const said = [
    all > 1 && (count === all ? t.allOf(all) : t.someOf(count, all)),
    t.since(format.clock(since)),
    nextTryAt && t.nextTry(format.clock(nextTryAt)),
    circuit.force && t.until(format.clock(circuit.force.until)),
  ].filter(Boolean)
  // An open circuit has a line more to say: room for it is always there, so that no row moves when one opens.
  return (
    <>
      <PhaseBadge phase={phase} />
      {isArriving(circuit) ? (
        <span className="text-12 text-late block min-h-[2lh]">{t.arriving}</span>
      ) : (
        <span className="text-12 text-grey tabular block min-h-[2lh]">{said.join(' · ')}</span>
      )}
    </>
  )
}
