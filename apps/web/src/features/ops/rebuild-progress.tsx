import type { RebuildPhase, RebuildRun } from '@nowait/contract/rebuild'
import { useFormat } from '../../lib/format.ts'
import { useMessages } from '../../lib/language.ts'
import { useDuration } from './use-duration.ts'

type Progress = NonNullable<RebuildRun['progress']>

const phases: readonly RebuildPhase[] = ['reading', 'rendering', 'comparing', 'switching', 'removing']

/** A segment for each phase, filling as it goes on, and the figures of the one under way. */
export function RebuildProgress({ progress }: { progress: Progress }) {
  const { rebuild: t } = useMessages()
  const at = phases.indexOf(progress.phase)
  const share = progress.total ? Math.min(1, progress.done / progress.total) : 0
  return (
    <>
      <ol className="mt-4 grid grid-cols-5 gap-2 sm:gap-3" aria-label={t.progress}>
        {phases.map((phase, index) => (
          <li key={phase} aria-current={index === at ? 'step' : undefined} className="min-w-0">
            <span
              className="bg-hairline block h-1 overflow-hidden rounded-full"
              {...(index === at && progress.total
                ? {
                    role: 'progressbar',
                    'aria-label': t.phases[phase],
                    'aria-valuemin': 0,
                    'aria-valuemax': 100,
                    'aria-valuenow': Math.floor(share * 100),
                  }
                : { 'aria-hidden': true })}
            >
              <span
                className="bg-accent ease-settle block h-full origin-left transition-transform duration-200"
                style={{ transform: `scaleX(${index < at ? 1 : index === at ? share : 0})` }}
              />
            </span>
            <span
              className={`text-12 mt-1 block ${index === at ? 'text-ink font-medium' : index < at ? 'text-grey' : 'text-faint'}`}
            >
              {t.phases[phase]}
            </span>
          </li>
        ))}
      </ol>
      <Figures progress={progress} />
    </>
  )
}

function Figures({ progress: { done, total, perSecond, differences } }: { progress: Progress }) {
  const { rebuild: t } = useMessages()
  const format = useFormat()
  const duration = useDuration()
  const said = [
    total === null ? format.number(done) : t.ofTotal(format.number(done), format.number(total)),
    perSecond && t.perSecond(format.number(perSecond)),
    perSecond && total !== null && total > done && t.left(duration(((total - done) / perSecond) * 1_000)),
    differences !== null && t.differing(format.number(differences)),
  ]
  return <p className="text-14 tabular mt-3">{said.filter(Boolean).join(' · ')}</p>
}
