import type {
  GuardChange,
  GuardedProcess,
  GuardForce,
  GuardPhase,
  Guards,
  LoadHistory,
  OperatedGuard,
} from '@nowait/contract/guards'
import type { OperatedService } from '@nowait/contract/ops'

/** A service as far as it could be seen. */
export interface Seen {
  service: OperatedService
  guards: Guards
}

/** One guard by its name, over all running processes of its service. */
export interface Circuit {
  service: OperatedService
  name: string
  force: GuardForce | undefined
  each: { process: GuardedProcess; guard: OperatedGuard }[]
}

export function circuitsOf(seen: readonly Seen[]): Circuit[] {
  return seen.flatMap(({ service, guards: { processes, forces } }) => {
    const each = processes
      .filter(({ state }) => state === 'running')
      .flatMap((process) => process.guards.map((guard) => ({ process, guard })))
    return [...Map.groupBy(each, ({ guard }) => guard.name)]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, mine]) => ({
        service,
        name,
        force: forces.find(({ guard }) => guard === name),
        each: mine,
      }))
  })
}

/** What needs looking at comes first. */
const worst: readonly GuardPhase[] = ['open', 'half-open', 'forced-open', 'forced-closed', 'closed']

/** The phase that matters most, in how many of how many processes, and the breakers that are in it. */
export function phaseOf({ each }: Circuit) {
  const breakers = each.flatMap(({ guard }) => guard.breaker ?? [])
  const phase = worst.find((one) => breakers.some((breaker) => breaker.phase === one))
  if (!phase) return undefined
  const inIt = breakers.filter((breaker) => breaker.phase === phase)
  const earliest = (times: (string | null)[]) => times.filter((time) => time !== null).toSorted()[0]
  return {
    phase,
    count: inIt.length,
    all: breakers.length,
    since: earliest(inIt.map(({ since }) => since))!,
    nextTryAt: earliest(inIt.map(({ nextTryAt }) => nextTryAt)),
  }
}

/** Whether a force is in the table of the service and not yet in all its processes. */
export const isArriving = ({ force, each }: Circuit): boolean =>
  force !== undefined && each.some(({ guard }) => guard.breaker && guard.breaker.phase !== force.phase)

/** The loads of several processes as one: their histories end at about the same time. */
export function totalLoad(loads: readonly LoadHistory[]): Pick<LoadHistory, 'asked' | 'refused'> {
  const length = Math.max(0, ...loads.map(({ asked }) => asked.length))
  const sum = (rows: number[][]) =>
    Array.from({ length }, (_, index) =>
      rows.reduce((all, row) => all + (row[row.length - length + index] ?? 0), 0),
    )
  return { asked: sum(loads.map(({ asked }) => asked)), refused: sum(loads.map(({ refused }) => refused)) }
}

export interface SeenChange extends GuardChange {
  service: OperatedService
  process: string
  guard: string
}

/** The changes of all processes, newest first, also of those that have ended. */
export const changesOf = (seen: readonly Seen[], most: number): SeenChange[] =>
  seen
    .flatMap(({ service, guards: { processes } }) =>
      processes.flatMap(({ name: process, guards }) =>
        guards.flatMap(({ name: guard, breaker }) =>
          (breaker?.changes ?? []).map((change) => ({ ...change, service, process, guard })),
        ),
      ),
    )
    .toSorted((a, b) => (a.at < b.at ? 1 : -1))
    .slice(0, most)
