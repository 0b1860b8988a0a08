import { useQuery } from '@tanstack/react-query'
import { liveState } from '../../lib/live/live-state.ts'
import type { PageInput, PageName } from '../../lib/page-parts.ts'
import { pageQuery } from '../../lib/page-stream.ts'

/** Changes tell us by themselves; this is for those that got lost, and for when nobody tells us. */
const everyMs = { told: 60_000, untold: 5_000 }

/** Asks for a page again now and then for as long as something on it is still to come. */
export function usePageWhileMoving<P extends PageName>(
  name: P,
  input: PageInput<P>,
  isMoving: boolean,
): void {
  const isTold = liveState.use() === 'on'
  useQuery({
    ...pageQuery(name, input),
    refetchInterval: isMoving && (isTold ? everyMs.told : everyMs.untold),
    notifyOnChangeProps: [],
  })
}
