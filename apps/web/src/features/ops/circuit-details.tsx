import type { OperatedGuard } from '@nowait/contract/guards'
import type { ReactNode } from 'react'
import { useFormat } from '../../lib/format.ts'
import { useMessages } from '../../lib/language.ts'
import { PhaseBadge } from './circuit-state.tsx'
import type { Circuit } from './circuits.ts'

/** The circuit in each of its processes, and the plan it follows. */
export function CircuitDetails({ circuit: { each } }: { circuit: Circuit }) {
  return (
    <div className="bg-ground rounded-control text-14 mb-3 grid gap-4 p-4">
      {each.map(({ process, guard }) => (
        <InProcess key={process.process} process={process.name} guard={guard} />
      ))}
    </div>
  )
}

function InProcess({ process, guard }: { process: string; guard: OperatedGuard }) {
  const { guards: t } = useMessages()
  const { number } = useFormat()
  const { breaker, limiter, retries, hedges } = guard
  return (
    <dl className="grid grid-cols-2 gap-x-4 gap-y-2 sm:grid-cols-4 lg:grid-cols-8">
      <Fact name={t.process}>{process}</Fact>
      <Fact name={t.state}>{breaker ? <PhaseBadge phase={breaker.phase} /> : t.noBreaker}</Fact>
      <Fact name={t.deadline}>{t.milliseconds(number(guard.deadlineMs))}</Fact>
      <Fact name={t.calls}>{number(guard.calls)}</Fact>
      <Fact name={t.tries}>{number(guard.tries)}</Fact>
      <Fact name={t.inARow}>{number(breaker?.failuresInARow ?? 0)}</Fact>
      {retries && <Fact name={t.retries}>{t.extra(number(retries.spent), number(retries.refused))}</Fact>}
      {hedges && <Fact name={t.hedges}>{t.extra(number(hedges.spent), number(hedges.refused))}</Fact>}
      {limiter && (
        <Fact name={t.limiter}>{t.limiterOf(number(limiter.perSecond), number(limiter.burst))}</Fact>
      )}
    </dl>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-12 text-grey">{name}</dt>
      <dd className="tabular break-words">{children}</dd>
    </div>
  )
}
