import type { NamedRebuild } from '@nowait/contract/ops'
import { StatusBadge, type Tone } from '../../components/status-badge.tsx'
import { useFormat } from '../../lib/format.ts'
import { useMessages } from '../../lib/language.ts'
import { Section } from '../../components/section.tsx'
import { Nothing } from './words.tsx'
import { RebuildCommands } from './rebuild-commands.tsx'
import { RebuildProgress } from './rebuild-progress.tsx'
import { RebuildResult } from './rebuild-result.tsx'

type Run = NonNullable<NamedRebuild['run']>

const tones: Record<Run['state'], Tone> = {
  wanted: 'accent',
  running: 'accent',
  silent: 'late',
  cancelled: 'plain',
  failed: 'failed',
  done: 'done',
}

/** The rebuild under way, or the last one, and what can be done about it. */
export function RebuildRun({ rebuild }: { rebuild: NamedRebuild }) {
  const { rebuild: t } = useMessages()
  const { run } = rebuild
  return (
    <Section title={t.kinds[run?.kind ?? 'rebuild']}>
      {run ? <Story run={run} unfinished={rebuild.unfinished} /> : <Nothing>{t.none}</Nothing>}
      <RebuildCommands rebuild={rebuild} />
    </Section>
  )
}

function Story({ run, unfinished }: { run: Run } & Pick<NamedRebuild, 'unfinished'>) {
  const { rebuild: t } = useMessages()
  const format = useFormat()
  const { state, actor, actorName, startedAt, progress, result, error } = run
  return (
    <div className="border-hairline border-y py-4">
      <p className="text-14 flex flex-wrap items-center gap-x-3 gap-y-1">
        <StatusBadge tone={tones[state]} icon={state === 'running' ? 'retry' : undefined}>
          {t.states[state]}
        </StatusBadge>
        <span className="text-grey">
          {t.by(actorName ?? actor ?? t.commandLine, format.moment(startedAt))}
        </span>
      </p>
      {(state === 'running' || state === 'silent') && progress && <RebuildProgress progress={progress} />}
      <Word run={run} unfinished={unfinished} />
      {error && <p className="text-14 text-failed mt-3 break-words">{error}</p>}
      {result && <RebuildResult run={run} result={result} />}
    </div>
  )
}

function Word({ run, unfinished }: { run: Run } & Pick<NamedRebuild, 'unfinished'>) {
  const { rebuild: t } = useMessages()
  const format = useFormat()
  const word =
    run.state === 'wanted'
      ? t.waiting
      : run.state === 'silent'
        ? run.actor === null
          ? t.silentCommandLine
          : t.silent
        : unfinished && run.state !== 'running'
          ? `${t.cancelled(format.number(unfinished.events), format.number(unfinished.total))} ${t.unfinished}`
          : undefined
  return word && <p className="text-14 mt-3">{word}</p>
}
