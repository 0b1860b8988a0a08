import type { Guards } from '@nowait/contract/guards'
import { useQuery } from '@tanstack/react-query'
import { pageParts } from '../../lib/page-parts.ts'
import { pageQuery } from '../../lib/page-stream.ts'
import { type PartView, usePage } from '../../lib/use-page.ts'
import { pollMs } from './ops-api.ts'
import type { Seen } from './circuits.ts'

/** What protects each service, asked again while somebody looks. */
export function useGuards() {
  const { parts, refusal } = usePage('opsGuards', {})
  useQuery({
    ...pageQuery('opsGuards', {}),
    refetchInterval: ({ state }) => (state.error ? false : pollMs),
    staleTime: 0,
    notifyOnChangeProps: [],
  })
  const seen: Seen[] = pageParts.opsGuards.flatMap((service) => {
    const view: PartView<Guards | null> = parts[service]
    return 'data' in view && view.data ? [{ service, guards: view.data }] : []
  })
  return { parts, refusal, seen }
}
