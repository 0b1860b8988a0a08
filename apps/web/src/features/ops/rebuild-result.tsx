import type { RebuildRun } from '@nowait/contract/rebuild'
import type { ReactNode } from 'react'
import { useFormat } from '../../lib/format.ts'
import { useMessages } from '../../lib/language.ts'
import { Figure } from './figure.tsx'
import { useDuration } from './use-duration.ts'

interface RebuildResultProps {
  run: Pick<RebuildRun, 'kind' | 'startedAt' | 'endedAt'>
  result: NonNullable<RebuildRun['result']>
}

/** What came of it: how much, how long, and whose pages were not the same. */
export function RebuildResult({ run: { kind, startedAt, endedAt }, result }: RebuildResultProps) {
  const { rebuild: t } = useMessages()
  const format = useFormat()
  const duration = useDuration()
  const { events, members, differences, different, holes, resumed } = result
  const took = Date.parse(endedAt ?? startedAt) - Date.parse(startedAt)
  return (
    <>
      <dl className="mt-4 grid grid-cols-2 gap-4 sm:grid-cols-3 lg:grid-cols-6">
        <Told name={t.events}>{format.number(events)}</Told>
        <Told name={t.members}>{format.number(members)}</Told>
        <Told name={t.differences}>
          <Figure value={differences} tone="late" />
        </Told>
        <Told name={t.holes}>
          <Figure value={holes} tone="failed" />
        </Told>
        <Told name={t.took}>{duration(took)}</Told>
        <Told name={t.perMillion}>
          {/* What an earlier run had done is not in its time. */}
          {events > 0 && !resumed ? duration((took / events) * 1_000_000) : '–'}
        </Told>
      </dl>
      <p className="text-14 text-grey mt-4">
        {differences === 0 ? t.same : kind === 'rebuild' ? t.mended : t.notMended}
      </p>
      {different.length > 0 && (
        <details className="text-14 mt-2">
          <summary className="inline-flex min-h-11 cursor-pointer items-center underline underline-offset-4">
            {t.different}
          </summary>
          <ul className="text-12 text-grey tabular grid gap-1 sm:grid-cols-2">
            {different.map((id) => (
              <li key={id} className="break-all">
                {id}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}

function Told({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-12 text-grey">{name}</dt>
      <dd className="text-20 tabular font-semibold">{children}</dd>
    </div>
  )
}
