import { type Bug, bugs } from './bugs.ts'
import type { Judgement } from './judge.ts'
import type { Point } from './points.ts'
import { runRow } from './row.ts'
import type { Site } from './site.ts'

export interface Planted {
  bug: Bug
  caught: boolean
  /** What the checker saw of it. */
  seen: { [fault in Symptom]: number }
}

type Symptom = keyof Pick<Judgement, 'lost' | 'duplicated' | 'ghosts' | 'stuck'>

/** The fault that brings each one to light, and as what. */
const scenes: Record<Bug, { symptom: Symptom; point: Point }> = {
  'acknowledge-before-commit': {
    symptom: 'lost',
    point: scene({ kind: 'kill', who: 'writer', at: 'writer-before-commit' }),
  },
  'no-deduplication-key': {
    symptom: 'duplicated',
    point: scene({ kind: 'kill', who: 'worker', at: 'after-call' }),
  },
  'no-fencing': {
    symptom: 'duplicated',
    point: scene({ kind: 'sleep', who: 'worker', at: 'before-write' }),
  },
  'lease-by-process-clock': {
    symptom: 'stuck',
    point: scene({ kind: 'kill', who: 'worker', at: 'after-claim' }),
  },
  'produce-before-commit': {
    symptom: 'ghosts',
    point: scene({ kind: 'kill', who: 'writer', at: 'writer-after-rollback' }),
  },
}

function scene(fault: Point['fault']): Point {
  return { name: 'planted', fault }
}

/** Plants each bug and looks whether the checker finds it. The same faults without it are rows of the run. */
export async function runPlanted(
  site: Site,
  seed: number,
  onBug: (planted: Planted) => void,
): Promise<Planted[]> {
  const results: Planted[] = []
  for (const bug of bugs) {
    const { symptom, point } = scenes[bug]
    const { row } = await runRow({
      site,
      mode: 'database',
      point,
      times: 1,
      seed,
      bug,
    })
    const { lost, duplicated, ghosts, stuck } = row
    const seen = { lost, duplicated, ghosts, stuck }
    const planted = { bug, caught: seen[symptom] > 0, seen }
    onBug(planted)
    results.push(planted)
  }
  return results
}
