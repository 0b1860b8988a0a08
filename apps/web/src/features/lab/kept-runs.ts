import type { LabResult } from '@nowait/contract/lab'
import type { Mode } from '@nowait/contract/operations'
import { stored } from '../../lib/stored.ts'

const most = 6

/** What was measured to the end in this browser, newest last. */
export const keptRuns = stored<readonly LabResult[]>('nowait.lab-runs', read, (runs) =>
  runs.length > 0 ? JSON.stringify(runs) : null,
)

export const keepRun = (result: LabResult): void => keptRuns.set([...keptRuns.get(), result].slice(-most))

/** The last run that has measured a mode; every one has measured `inline` beside its own. */
export const lastRunOf = (runs: readonly LabResult[], mode: Mode): LabResult | undefined =>
  runs.findLast(({ knobs }) => mode === 'inline' || knobs.mode === mode)

function read(text: string | null): readonly LabResult[] {
  try {
    const runs: unknown = JSON.parse(text ?? '[]')
    return Array.isArray(runs) ? runs.filter(isResult).slice(-most) : []
  } catch {
    return []
  }
}

// Whatever else somebody could have put there: what is drawn has to be there.
function isResult(value: unknown): value is LabResult {
  const { knobs, at, waiting, deferred } = (value ?? {}) as Partial<LabResult>
  const lanes = [waiting, deferred]
  return (
    typeof at === 'string' &&
    typeof knobs?.clients === 'number' &&
    lanes.every((lane) =>
      [lane?.before, lane?.fault, lane?.after].every((one) => typeof one?.tps === 'number'),
    )
  )
}
