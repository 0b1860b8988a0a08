import { historyEveryMs, historyPoints, type LoadHistory } from '@nowait/contract/guards'
import type { Clock } from '../clock.ts'

export interface Totals {
  /** Since the start of the process. */
  asked: number
  refused: number
  level: number
}

export interface LoadHistories {
  /** Told of one thing's totals, as often as one likes. */
  look(name: string, totals: Totals): void
  /** Ends the running time when it is over, for all. */
  turn(): void
  read(name: string): LoadHistory
}

interface Row {
  begun: Totals
  last: Totals
  asked: number[]
  refused: number[]
  level: number[]
}

/** What was asked and refused in each of the last 60 times of 5 s, from totals that only grow. */
export function createLoadHistories(clock: Clock): LoadHistories {
  const rows = new Map<string, Row>()
  let dueAt = clock.now() + historyEveryMs
  let until = clock.epoch()

  const end = (row: Row) => {
    push(row.asked, row.last.asked - row.begun.asked)
    push(row.refused, row.last.refused - row.begun.refused)
    push(row.level, row.last.level)
    row.begun = row.last
    row.last = { ...row.last, level: 0 }
  }

  return {
    look(name, totals) {
      const row = rows.get(name) ?? { begun: none, last: none, asked: [], refused: [], level: [] }
      row.last = { ...totals, level: Math.max(totals.level, row.last.level) }
      rows.set(name, row)
    },
    turn() {
      const now = clock.now()
      if (now < dueAt) return
      // After a stop of the whole machine there is one long time, not many empty ones.
      dueAt = Math.max(dueAt + historyEveryMs, now)
      until = clock.epoch()
      for (const row of rows.values()) end(row)
    },
    read(name) {
      const { asked, refused, level } = rows.get(name) ?? { asked: [], refused: [], level: [] }
      return { until: new Date(until).toISOString(), everyMs: historyEveryMs, asked, refused, level }
    },
  }
}

const none: Totals = { asked: 0, refused: 0, level: 0 }

function push(row: number[], value: number): void {
  row.push(value)
  if (row.length > historyPoints) row.shift()
}
