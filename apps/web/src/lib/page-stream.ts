import { ClientProblem } from '@nowait/contract/client'
import { queryOptions, type QueryClient } from '@tanstack/react-query'
import { api, troubleIn } from './api.ts'
import {
  pageParts,
  settle,
  type PageData,
  type PageInput,
  type PageName,
  type PageSoFar,
  type PartName,
} from './page-parts.ts'

type Line = { part: string } & Parameters<typeof settle>[1]
type OpenPage = (input: object) => Promise<AsyncGenerator<Line>>

export const pageKey = <P extends PageName>(name: P, input: PageInput<P>) => [name, input] as const

/**
 * One request for a whole page. Each part is in the cache the moment its line has come; the query itself ends with
 * the last one. Trouble on the way marks the parts that are missing; the query fails only when there is no such page
 * for this visitor.
 */
export function pageQuery<P extends PageName>(name: P, input: PageInput<P>) {
  return queryOptions<PageSoFar<P>>({
    queryKey: pageKey(name, input),
    retry: false,
    queryFn: async ({ client, signal }) => {
      await readPage(client, name, input, { signal })
      return client.getQueryData<PageSoFar<P>>(pageKey(name, input)) ?? {}
    },
  })
}

/** Asks for the page again and takes only these parts of it; the rest of the stream is let go. */
export async function retryParts<P extends PageName>(
  client: QueryClient,
  name: P,
  input: PageInput<P>,
  only: readonly PartName<P>[],
): Promise<void> {
  await readPage(client, name, input, { only })
}

/** Puts what is known already in place of a part, e.g. the order that was just placed; the page is still asked for. */
export function primePart<P extends PageName, K extends PartName<P>>(
  client: QueryClient,
  name: P,
  input: PageInput<P>,
  part: K,
  data: PageData<P>[K],
): void {
  const arrived = { state: 'ready', data, ms: 0, at: Date.now() }
  client.setQueryData(pageKey(name, input), (page: object = {}) => ({ ...page, [part]: arrived }), {
    updatedAt: 0,
  })
}

async function readPage<P extends PageName>(
  client: QueryClient,
  name: P,
  input: PageInput<P>,
  { signal, only }: { signal?: AbortSignal; only?: readonly PartName<P>[] },
): Promise<void> {
  const startedAt = Date.now()
  const missing = new Set<string>(only ?? pageParts[name])
  const show = (line: Line) => {
    if (missing.delete(line.part)) putPart(client, pageKey(name, input), line)
  }
  try {
    const open = api[name] as unknown as OpenPage
    for await (const line of await open({ ...input, signal })) {
      show(line)
      if (missing.size === 0 && only) return
    }
    if (missing.size > 0) throw new ClientProblem('UNREACHABLE', 0)
  } catch (error) {
    if (signal?.aborted || isRefusal(error)) throw error
    const problem = troubleIn(error)
    const ms = Date.now() - startedAt
    for (const part of missing) show({ part, state: 'unavailable', problem, ms })
  }
}

function putPart(client: QueryClient, key: readonly unknown[], { part, ...arrived }: Line): void {
  client.setQueryData<Record<string, ReturnType<typeof settle>>>(key, (page = {}) => ({
    ...page,
    [part]: settle(page[part], arrived, Date.now()),
  }))
}

/** The page is not for this visitor, or not at all: nothing to retry part by part. */
function isRefusal(error: unknown): boolean {
  return error instanceof ClientProblem && [401, 403, 404].includes(error.status)
}
