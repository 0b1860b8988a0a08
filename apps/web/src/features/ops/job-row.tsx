import type { OperatedJob } from '@nowait/contract/operations'
import type { OperatedService } from '@nowait/contract/ops'
import { useId, useRef, useState } from 'react'
import { Button } from '../../components/button.tsx'
import { Icon } from '../../components/icon.tsx'
import { StatusBadge, type Tone } from '../../components/status-badge.tsx'
import { useFormat } from '../../lib/format.ts'
import { useMessages } from '../../lib/language.ts'
import { useNow } from '../../lib/time.ts'
import { DiscardJob } from './discard-job.tsx'
import { JobDetails } from './job-details.tsx'
import { isFinished, type JobState } from './job-states.ts'
import { opsApi } from './ops-api.ts'
import { focusSection } from '../../components/section.tsx'
import { CommandTrouble } from './words.tsx'
import { useCommand, useOpsTrouble } from './use-command.ts'

const tones: Record<JobState, Tone> = {
  dead: 'failed',
  retrying: 'late',
  running: 'accent',
  waiting: 'plain',
  blocked: 'late',
  delayed: 'plain',
  done: 'done',
  discarded: 'plain',
}

/** One job: what it is, how it goes, and what can be done about it. */
export function JobRow({ service, job }: { service: OperatedService; job: OperatedJob }) {
  const t = useMessages()
  const place = useRef<HTMLLIElement>(null)
  const details = useId()
  const [isOpen, setOpen] = useState(false)
  const { id, state } = job
  const params = { service, job: id }
  const onDone = () => focusSection(place.current)
  const retry = useCommand({
    run: () => opsApi.opsRetryJob({ params }),
    done: () => {
      onDone()
      return t.ops.retried(id)
    },
  })
  return (
    <li ref={place} className="py-3">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <Summary job={job} />
        <div className="flex flex-wrap items-center gap-2">
          <Button
            look="plain"
            className="-ml-2"
            aria-expanded={isOpen}
            aria-controls={isOpen ? details : undefined}
            aria-label={t.ops.ofJob(isOpen ? t.ops.fold : t.ops.details, id)}
            onClick={() => setOpen(!isOpen)}
          >
            {isOpen ? t.ops.fold : t.ops.details}
            <span className={isOpen ? 'rotate-180' : ''}>
              <Icon name="chevronDown" size={16} />
            </span>
          </Button>
          {!isFinished(state) && state !== 'running' && (
            <Button
              look="quiet"
              aria-label={t.ops.ofJob(t.ops.retry, id)}
              isBusy={retry.isPending}
              onClick={() => retry.mutate()}
            >
              {t.ops.retry}
            </Button>
          )}
          {!isFinished(state) && <DiscardJob service={service} job={job} onDone={onDone} />}
        </div>
      </div>
      <CommandTrouble>{useOpsTrouble(retry.error)}</CommandTrouble>
      {isOpen && <JobDetails id={details} service={service} job={job} />}
    </li>
  )
}

function Summary({ job }: { job: OperatedJob }) {
  const t = useMessages()
  const format = useFormat()
  const now = useNow(true)
  const { id, queue, state, tries, lastError, createdAt, at } = job
  const when = isFinished(state) ? t.ops.endedAt(format.moment(at)) : t.ops.dueAt(format.moment(at))
  const isTimed = isFinished(state) || state === 'retrying' || state === 'delayed'
  return (
    <div className="min-w-0 grow basis-72">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <StatusBadge tone={tones[state]}>{t.ops.states[state]}</StatusBadge>
        <span className="text-14 font-medium">{queue}</span>
        <span className="text-14 text-grey tabular">{t.ops.jobNumber(id)}</span>
      </p>
      <p className="text-12 text-grey tabular mt-1">
        {t.ops.created(format.age(now - Date.parse(createdAt)))} · {t.ops.tries(tries)}
        {isTimed && ` · ${when}`}
      </p>
      {lastError && <p className="text-14 mt-1 line-clamp-2">{lastError}</p>}
    </div>
  )
}
