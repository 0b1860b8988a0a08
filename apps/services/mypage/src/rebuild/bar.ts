import type { Progress } from './copying.ts'
import { createPace } from './pace.ts'

const width = 30
const everyMs = 200
const everyMsInLog = 5_000

/** Shows how far something is: one line that moves in a terminal, now and then a line elsewhere. */
export function createBar(out: { write(text: string): unknown; isTTY?: boolean }) {
  const paceOf = createPace()
  let phase = ''
  let shownAt = Number.NEGATIVE_INFINITY

  return {
    show(progress: Progress): void {
      const now = performance.now()
      const perSecond = paceOf(progress)
      if (progress.phase !== phase) {
        phase = progress.phase
        shownAt = Number.NEGATIVE_INFINITY
      }
      if (now - shownAt < (out.isTTY ? everyMs : everyMsInLog)) return
      shownAt = now
      const line = lineOf(progress, perSecond)
      out.write(out.isTTY ? `\r\u001B[K${line}` : `${line}\n`)
    },
    end(): void {
      if (out.isTTY) out.write('\r\u001B[K')
    },
  }
}

/** `reading    ████████░░░░  66 %  12,000 of 18,000  4,000/s  2 s left`. */
export function lineOf({ phase, done, total }: Progress, perSecond: number): string {
  const rate = perSecond > 0 ? `  ${count(perSecond)}/s` : ''
  if (!total) return `${phase.padEnd(11)}${count(done)}${rate}`
  const share = Math.min(1, done / total)
  const full = Math.round(share * width)
  const bar = '█'.repeat(full) + '░'.repeat(width - full)
  const left = perSecond > 0 ? `  ${Math.ceil((total - done) / perSecond)} s left` : ''
  return `${phase.padEnd(11)}${bar} ${String(Math.floor(share * 100)).padStart(3)} %  ${count(done)} of ${count(total)}${rate}${left}`
}

const count = (value: number) => Math.round(value).toLocaleString('en')
