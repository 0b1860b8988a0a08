import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { memberHeader } from '@nowait/contract/headers'
import type { SignedIn } from '../measure/members.ts'
import type { Shop } from '../measure/shop.ts'

/** The page of one order of a member. */
export interface PageOf {
  shop: Shop
  member: SignedIn
  id: string
}

/** When something could be shown, ms; null: not within `patienceMs`, or never. */
export interface Asked {
  orderMs: number | null
  allMs: number | null
  /** `missing`: nothing at all was shown. */
  point: 'ready' | 'stale' | 'unavailable' | 'missing'
}

/** Whoever looks at a page has gone by then. */
export const patienceMs = 5_000

/** Asks the three services and waits for all of them, as it is written first: no deadline, and one failure fails all. */
export async function askAll({ shop, member, id }: PageOf): Promise<Asked> {
  const began = performance.now()
  const paths = { order: `/orders/${id}`, shipping: `/shipments/${id}`, point: `/orders/${id}/points` }
  const ask = async (name: keyof typeof paths) => {
    const { url, token } = shop.services[name]
    const headers = { authorization: `Bearer ${token}`, [memberHeader]: member.id }
    const answer = await fetch(url + paths[name], { headers, signal: AbortSignal.timeout(patienceMs) })
    if (!answer.ok) throw new Error(`${name} answered ${answer.status}`)
    return answer.json()
  }
  try {
    await Promise.all([ask('order'), ask('shipping'), ask('point')])
  } catch {
    return { orderMs: null, allMs: null, point: 'missing' }
  }
  const ms = performance.now() - began
  return { orderMs: ms, allMs: ms, point: 'ready' }
}

interface Part {
  state: 'ready' | 'stale' | 'unavailable'
}

/** Our page as one object, by its deadline. */
export async function askObject(page: PageOf): Promise<Asked> {
  const { began, answer } = await open(page, 'application/json')
  const parts = (await answer.json()) as { point: Part }
  const ms = performance.now() - began
  return { orderMs: ms, allMs: ms, point: parts.point.state }
}

/** Our page in parts, each as it comes. */
export async function askStream(page: PageOf): Promise<Asked> {
  const { began, answer } = await open(page, 'application/x-ndjson')
  const asked: Asked = { orderMs: null, allMs: null, point: 'missing' }
  for await (const line of createInterface({ input: Readable.fromWeb(answer.body!) })) {
    const { part, state } = JSON.parse(line) as Part & { part: string }
    if (part === 'order') asked.orderMs = performance.now() - began
    if (part === 'point') asked.point = state
  }
  return { ...asked, allMs: performance.now() - began }
}

async function open({ shop, member, id }: PageOf, accept: string) {
  const began = performance.now()
  const answer = await fetch(`${shop.url}/api/pages/order/${id}`, {
    headers: { cookie: member.cookie, accept },
  })
  if (!answer.ok) throw new Error(`The page answered ${answer.status} ${await answer.text()}`)
  return { began, answer }
}
