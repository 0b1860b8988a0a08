import type { Progress } from './copying.ts'

/** How quickly a phase goes on, counted from its beginning in this process. */
export function createPace(now: () => number = () => performance.now()) {
  let phase = ''
  let began = { at: 0, done: 0 }

  /** Events or members a second; 0 before that is known. */
  return (progress: Progress): number => {
    if (progress.phase !== phase) {
      phase = progress.phase
      began = { at: now(), done: progress.done }
    }
    return (1_000 * (progress.done - began.done)) / Math.max(1, now() - began.at)
  }
}
