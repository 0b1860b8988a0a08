import { decodeWritten, type Written } from '@nowait/contract/mypage'

const mostMembers = 5_000
const mostOfOne = 20
/** By then a page that lacks it is behind by more than is shown anyway. */
const keptMs = 10_000

/** What members' browsers were told lately: a page that they then ask for has to have it. */
export interface Told {
  add(member: string, seen: string | undefined): void
  of(member: string): Written[]
  /** Shown: nobody has to wait for it again. */
  forget(member: string, shown: Written[]): void
}

export function createTold(now: () => number = () => performance.now()): Told {
  const told = new Map<string, Map<string, { written: Written; at: number }>>()
  const keyOf = ({ kind, id }: Written) => `${kind} ${id}`

  return {
    add(member, seen) {
      const own = told.get(member) ?? new Map<string, { written: Written; at: number }>()
      for (const written of decodeWritten(seen ?? '')) {
        own.delete(keyOf(written))
        own.set(keyOf(written), { written, at: now() })
      }
      while (own.size > mostOfOne) own.delete(own.keys().next().value!)
      if (own.size === 0) return
      told.delete(member)
      told.set(member, own)
      if (told.size > mostMembers) told.delete(told.keys().next().value!)
    },
    of: (member) =>
      [...(told.get(member)?.values() ?? [])]
        .filter(({ at }) => now() - at < keptMs)
        .map(({ written }) => written),
    forget(member, shown) {
      const own = told.get(member)
      for (const written of shown) {
        const known = own?.get(keyOf(written))
        if (known && known.written.version <= written.version) own!.delete(keyOf(written))
      }
      if (own?.size === 0) told.delete(member)
    },
  }
}
