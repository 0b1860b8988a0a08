import type { Mode } from '@nowait/chassis/dispatch/integration'
import type { Planted } from './planted.ts'
import { isDurable } from './points.ts'
import { type RecoveryMs, summarize } from './recovery.ts'
import type { Row } from './row.ts'

/** How long a job whose process was killed may take until its end, ms. */
export const limits = { median: 2_000, longest: 6_000 }

export interface Problem {
  /** The row, the mode or the planted bug. */
  where: string
  what: string
}

export interface Results {
  rows: Row[]
  planted: Planted[]
  /** How long the jobs of killed processes took, all rows of a mode together. */
  recoveries: Map<Mode, number[]>
  /** Whether recovery has to be quick, which depends on what else the machine does. */
  timed: boolean
}

export const nameOf = ({ mode, point }: Pick<Row, 'mode' | 'point'>) => `${mode}, ${point}`

/** Everything that is not as it was promised; empty when all is well. */
export function findProblems({ rows, planted, recoveries, timed }: Results): Problem[] {
  return [
    ...rows.flatMap((row) => faultsOf(row).map((what) => ({ where: nameOf(row), what }))),
    ...(timed ? [...recoveries] : []).flatMap(([mode, times]) =>
      slowness(summarize(times)).map((what) => ({ where: mode, what })),
    ),
    ...planted.filter(({ caught }) => !caught).map(({ bug }) => ({ where: bug, what: 'not caught' })),
  ]
}

function faultsOf(row: Row): string[] {
  const problems: string[] = []
  if (row.operations === 0) problems.push('nothing was done')
  if (isDurable(row.mode))
    for (const fault of ['lost', 'duplicated', 'ghosts', 'stuck'] as const)
      if (row[fault] > 0) problems.push(`${row[fault]} ${fault}`)
  if (row.point.endsWith('-while-held') && row.counted !== row.lost)
    problems.push(`${row.lost} lost, ${row.counted} counted by the processes`)
  return problems
}

function slowness({ p50, max }: RecoveryMs): string[] {
  const problems: string[] = []
  if (p50 !== null && p50 > limits.median) problems.push(`jobs recover in ${p50} ms, limit ${limits.median}`)
  if (max !== null && max > limits.longest)
    problems.push(`a job recovered in ${max} ms, limit ${limits.longest}`)
  return problems
}
