import { printFailure } from './report.ts'
import type { StopSignals } from './stop-signals.ts'

/**
 * Runs a command and ends this process: with the code that `main` gives, with 1 after an error, which it prints, and
 * with `stopped` when somebody wanted it to stop.
 */
export async function runToEnd(
  main: () => Promise<number>,
  signals: StopSignals,
  { stopped = 130 }: { stopped?: number } = {},
): Promise<never> {
  try {
    process.exit(await main())
  } catch (error) {
    if (!signals.asked.aborted) printFailure(error)
    process.exit(signals.asked.aborted ? stopped : 1)
  }
}
