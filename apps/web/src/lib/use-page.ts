import { ClientProblem } from '@nowait/contract/client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { pageParts, type Arrived, type PageData, type PageInput, type PageName } from './page-parts.ts'
import { pageQuery, retryParts } from './page-stream.ts'

/** One part as it is drawn. `isRetrying`: it was asked for again and what is shown is about to change. */
export type PartView<T> = ({ state: 'pending' } | Arrived<T>) & { isRetrying: boolean; retry: () => void }

export type PageView<P extends PageName> = { [K in keyof PageData<P>]: PartView<PageData<P>[K]> }

export interface UsedPage<P extends PageName> {
  parts: PageView<P>
  /** There is no such page for this visitor: not found, not signed in, not allowed. */
  refusal: ClientProblem | undefined
}

/** A streamed page; every part is pending until its line has come. */
export function usePage<P extends PageName>(name: P, input: PageInput<P>): UsedPage<P> {
  const client = useQueryClient()
  const query = useQuery(pageQuery(name, input))
  const [retrying, setRetrying] = useState<readonly string[]>([])
  const views = pageParts[name].map((part) => {
    const retry = () => {
      setRetrying((before) => [...before, part])
      void retryParts(client, name, input, [part])
        .catch(() => undefined)
        .finally(() => setRetrying((before) => before.filter((other) => other !== part)))
    }
    const shown = query.data?.[part] ?? { state: 'pending' }
    return [part, { ...shown, isRetrying: retrying.includes(part), retry }]
  })
  return {
    parts: Object.fromEntries(views) as PageView<P>,
    refusal: query.error instanceof ClientProblem ? query.error : undefined,
  }
}
