import { useState } from 'react'
import { EmptyState } from '../../components/empty-state.tsx'
import { useFormat } from '../../lib/format.ts'
import { useMessages } from '../../lib/language.ts'
import { jobStates, type JobState } from './job-states.ts'
import { JobList } from './job-list.tsx'
import { Section } from '../../components/section.tsx'
import { Redrive } from './redrive.tsx'
import type { Seen } from './use-operations.ts'

/** Finished jobs are not counted: there may be millions. */
const uncounted: readonly JobState[] = ['done', 'discarded']

/** Jobs by state, those that need somebody first. */
export function Jobs({ seen }: { seen: readonly Seen[] }) {
  const t = useMessages()
  const [state, setState] = useState<JobState>('dead')
  const isCounted = !uncounted.includes(state)
  const shown = seen.filter((each) => !isCounted || countOf([each], state) > 0)
  const waits = seen.some(({ operations }) => operations.queues.length > 0)
  return (
    <Section title={t.ops.jobs}>
      <StateChoice seen={seen} chosen={state} choose={setState} />
      {state === 'dead' && shown.length > 0 && <Redrive seen={shown} />}
      {shown.length === 0 && (
        <EmptyState
          title={waits ? t.ops.noneInState : t.ops.nothingWaits}
          hint={waits ? undefined : t.ops.nothingWaitsHint}
        />
      )}
      {shown.map(({ service }) => (
        <JobList key={`${service} ${state}`} service={service} state={state} />
      ))}
    </Section>
  )
}

interface StateChoiceProps {
  seen: readonly Seen[]
  chosen: JobState
  choose: (state: JobState) => void
}

function StateChoice({ seen, chosen, choose }: StateChoiceProps) {
  const t = useMessages()
  const format = useFormat()
  return (
    <fieldset aria-label={t.ops.jobsByState} className="mb-4 flex flex-wrap gap-2">
      {jobStates.map((state) => (
        <button
          key={state}
          type="button"
          aria-pressed={state === chosen}
          onClick={() => choose(state)}
          className="border-edge rounded-control text-14 hover:bg-ground aria-pressed:bg-ink aria-pressed:text-paper aria-pressed:border-ink inline-flex min-h-11 items-center gap-1.5 border px-3"
        >
          {t.ops.states[state]}
          {!uncounted.includes(state) && (
            <span className="tabular font-semibold">{format.number(countOf(seen, state))}</span>
          )}
        </button>
      ))}
    </fieldset>
  )
}

const countOf = (seen: readonly Seen[], state: JobState): number =>
  seen
    .flatMap(({ operations }) => operations.queues)
    .reduce((sum, { counts }) => sum + (counts[state] ?? 0), 0)
