import { modes, type OperatedIntegration } from '@nowait/contract/operations'
import type { IntegrationState, OperatorState } from '../dispatch/operator-state.ts'
import { type Allowed, refuseMode } from '../dispatch/mode-table.ts'
import type { QueueStatistics } from '../jobs/statistics.ts'

/** The integrations of a service as operators see them, each over all its processes and with what is left of it in the table of jobs. */
export const operatedIntegrations = ({ integrations, queues }: OperatorState): OperatedIntegration[] =>
  integrations.map((state) => {
    const queue = queues.find(({ queue }) => queue === state.integration)
    return operatedIntegration(state, queue?.counts ?? {})
  })

function operatedIntegration(
  { integration, mode, defaultMode, mayBeLost, broker, deadlineMs, retry, counts, latency }: IntegrationState,
  jobs: QueueStatistics['counts'],
): OperatedIntegration {
  const { retrying = 0, dead = 0 } = jobs
  const { accepted, done, lost, unknown, refused, pending } = counts
  return {
    name: integration,
    mode,
    defaultMode,
    choices: modes.map((each) => ({ mode: each, refusal: refusalOf(each, { broker, mayBeLost }) })),
    mayBeLost,
    deadlineMs,
    attempts: retry.attempts,
    accepted,
    done,
    lost,
    unknown,
    refused,
    // Also what waits for a broker.
    pending: pending - retrying,
    retrying,
    dead,
    latency: { p50: latency.p50, p99: latency.p99 },
  }
}

// A mode of the contract's list is known.
function refusalOf(mode: (typeof modes)[number], allowed: Allowed) {
  const refusal = refuseMode(mode, allowed)
  return refusal === 'MODE_UNKNOWN' || refusal === undefined ? null : refusal
}
