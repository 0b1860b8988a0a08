/** The rebuild of My Page as time makes it go on: a few steps of the pace from its beginning to its end. */
import type { NamedRebuild } from '@nowait/contract/ops'
import { Problem } from '@nowait/contract/problem'
import type { RebuildKind, RebuildRun } from '@nowait/contract/rebuild'
import { iso } from './order-book.ts'

export interface RebuildBook {
  liveSince: string
  /** The last one, unless none was ever asked for. */
  run?: {
    kind: RebuildKind
    actor: string
    startedAt: string
    endedAt: string | null
    state: 'running' | 'cancelled' | 'done'
    /** How much an earlier one had left for it, and how far it is, of 1. */
    from: number
    share: number
  }
}

const steps = 4
const events = 18_412
const members = 1_306
const differing = 2
const memberId = (n: number) => `0199c000-0001-7000-8000-${n.toString(16).padStart(12, '0')}`

export const seedRebuild = (now: number): RebuildBook => ({ liveSince: iso(now - 9 * 24 * 3600_000) })

/** As it is now. At pace 0 it has begun and stands still. */
export function readRebuild(
  book: RebuildBook,
  pace: number,
  now: number,
): Omit<NamedRebuild, 'run'> & { run: RebuildRun | null } {
  goOn(book, pace, now)
  const { run, liveSince } = book
  const isLeft = run?.state === 'cancelled'
  return {
    at: iso(now),
    live: { madeBy: 1, since: liveSince },
    version: 1,
    run: run ? shown(run) : null,
    unfinished: isLeft
      ? { events: Math.min(events, Math.round(events * (run.share / 0.7))), total: events }
      : null,
  }
}

function goOn({ run }: RebuildBook, pace: number, now: number): void {
  if (run?.state !== 'running') return
  const began = Date.parse(run.startedAt)
  run.share = pace === 0 ? 0.42 : Math.min(1, run.from + (now - began) / (steps * pace))
  if (run.share < 1) return
  Object.assign(run, { state: 'done', endedAt: iso(now) })
}

export function startRebuild(book: RebuildBook, by: { kind: RebuildKind; actor: string }, now: number): void {
  if (book.run?.state === 'running') throw new Problem('REBUILD_RUNNING')
  const from = book.run?.state === 'cancelled' ? book.run.share : 0
  book.run = { ...by, startedAt: iso(now), endedAt: null, state: 'running', from, share: from }
}

export function cancelRebuild({ run }: RebuildBook, now: number): void {
  if (run?.state !== 'running') throw new Problem('REBUILD_NOT_RUNNING')
  Object.assign(run, { state: 'cancelled', endedAt: iso(now) })
}

function shown({
  kind,
  actor,
  startedAt,
  endedAt,
  state,
  from,
  share,
}: NonNullable<RebuildBook['run']>): RebuildRun {
  return {
    kind,
    state,
    actor,
    startedAt,
    endedAt,
    progress: state === 'done' ? null : progress(share),
    result:
      state === 'done'
        ? {
            resumed: from > 0,
            events,
            members,
            differences: differing,
            different: Array.from({ length: differing }, (_, n) => memberId(n + 1)),
            holes: 0,
          }
        : null,
    error: null,
  }
}

function progress(share: number): NonNullable<RebuildRun['progress']> {
  if (share < 0.7) {
    const done = Math.round(events * (share / 0.7))
    return { phase: 'reading', done, total: events, perSecond: 2_340, differences: null }
  }
  const done = Math.round(members * Math.min(1, (share - 0.7) / 0.2))
  const isComparing = share >= 0.9
  return {
    phase: isComparing ? 'comparing' : 'rendering',
    done,
    total: members,
    perSecond: 640,
    differences: isComparing ? differing : null,
  }
}
