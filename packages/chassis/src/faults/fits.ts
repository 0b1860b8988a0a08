import type { Fault } from '@nowait/contract/faults'

/** Whether a fault is meant for a request. Segment by segment, so no pattern takes long. */
export function fits(
  { method, path }: Pick<Fault, 'method' | 'path'>,
  asked: { method: string; path: string },
) {
  if (method !== undefined && method !== asked.method) return false
  const wanted = path.split('/')
  const given = asked.path.split('/')
  const open = wanted.at(-1) === '**'
  if (open) wanted.pop()
  if (open ? given.length < wanted.length : given.length !== wanted.length) return false
  return wanted.every((segment, at) => segment === '*' || segment === given[at])
}
