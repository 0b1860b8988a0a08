import type { Fault, FaultState } from '@nowait/contract/faults'
import type { Clock } from '../clock.ts'

/** What is to go wrong at the moment. */
export interface FaultBoard {
  /** Takes the place of what was set before; `forMs` later there is nothing any more. */
  set(faults: Fault[], forMs: number): void
  read(): FaultState
  /** Fires when what is in force now has ended: nothing of it may outlast that. */
  over(): AbortSignal
}

export function createBoard(clock: Clock): FaultBoard {
  let faults: Fault[] = []
  let endsAt = 0
  let ending = new AbortController()
  let takeBack = () => {}

  function set(next: Fault[], forMs: number): void {
    takeBack()
    const before = ending
    ending = new AbortController()
    faults = next
    endsAt = clock.now() + forMs
    takeBack = next.length > 0 ? clock.after(forMs, () => set([], 0)) : () => {}
    before.abort(new Error('The fault is over'))
  }

  return {
    set,
    read: () => ({
      faults,
      leftMs: faults.length > 0 ? Math.max(0, Math.round(endsAt - clock.now())) : 0,
    }),
    over: () => ending.signal,
  }
}
