import type { Planted } from './planted.ts'
import { isDurable } from './points.ts'
import type { Row } from './row.ts'

/** How long a job whose process was killed may take until its end, ms. */
export const limits = { median: 2_000, longest: 6_000 }

/** Everything that is not as it was promised, in words; empty when all is well. */
export function findProblems({
  rows,
  planted,
  timed,
}: {
  rows: Row[]
  planted: Planted[]
  /** Whether recovery has to be quick, which depends on what else the machine does. */
  timed: boolean
}): string[] {
  return [
    ...rows.flatMap((row) =>
      [...problemsOf(row), ...(timed ? slowness(row) : [])].map(
        (problem) => `${row.mode}, ${row.point}: ${problem}`,
      ),
    ),
    ...planted.filter(({ caught }) => !caught).map(({ bug }) => `planted ${bug}: not caught`),
  ]
}

function problemsOf(row: Row): string[] {
  const problems: string[] = []
  if (row.operations === 0) problems.push('nothing was done')
  if (isDurable(row.mode))
    for (const fault of ['lost', 'duplicated', 'ghosts', 'stuck'] as const)
      if (row[fault] > 0) problems.push(`${row[fault]} ${fault}`)
  if (row.point.endsWith('-while-held') && row.counted !== row.lost)
    problems.push(`${row.lost} lost, ${row.counted} counted by the processes`)
  return problems
}

function slowness({ mode, recoveryMs: { p50, max } }: Row): string[] {
  if (!isDurable(mode) || p50 === null || max === null) return []
  if (p50 > limits.median) return [`recovery takes ${p50} ms in the middle, more than ${limits.median}`]
  if (max > limits.longest) return [`recovery takes ${max} ms at most, more than ${limits.longest}`]
  return []
}
