import type { Operations } from '@nowait/contract/operations'
import type { OperatedService } from '@nowait/contract/ops'
import { useQuery } from '@tanstack/react-query'
import { pageParts } from '../../lib/page-parts.ts'
import { pageQuery } from '../../lib/page-stream.ts'
import { usePage, type PartView } from '../../lib/use-page.ts'
import { pollMs } from './ops-api.ts'

/** A service as far as it could be seen; what is stale counts as seen. */
export interface Seen {
  service: OperatedService
  operations: Operations
}

/** What every service does for later, asked again while somebody looks. */
export function useOperations() {
  const { parts, refusal } = usePage('opsPage', {})
  useQuery({
    ...pageQuery('opsPage', {}),
    refetchInterval: ({ state }) => (state.error ? false : pollMs),
    staleTime: 0,
    notifyOnChangeProps: [],
  })
  const seen: Seen[] = pageParts.opsPage.flatMap((service) => {
    const view: PartView<Operations | null> = parts[service]
    return 'data' in view && view.data ? [{ service, operations: view.data }] : []
  })
  return { parts, refusal, seen }
}
