import { type Needs, recommendMode } from '@nowait/contract/recommend-mode'
import type { Run } from '../run-mode.ts'
import { type Cell, table } from './table.ts'
import { same } from './text.ts'
import { texts } from './texts.ts'

const questions = [true, false].flatMap((mayBeLost) =>
  [false, true].flatMap((much) => [false, true].map((ordered) => ({ mayBeLost, much, ordered }))),
)

/** Each answer to the three questions, the mode it asks for, and what that mode did here. */
export function whichMode(runs: Run[]): string {
  const rows = questions.map((needs) => rowOf({ ...needs, answerNeeded: false }, runs))
  const head = [
    texts.mayBeLost,
    texts.howMuch,
    texts.ordered,
    texts.mode,
    texts.tps,
    texts.effects,
    texts.lostShort,
  ]
  return table(head, rows)
}

function rowOf({ mayBeLost, much, ordered, ...rest }: Needs, runs: Run[]): Cell[] {
  const mode = recommendMode({ mayBeLost, much, ordered, ...rest })
  const run = runs.find((each) => each.mode === mode && each.externalMs === 900)
  const measured = run
    ? [
        run.tps.toFixed(1),
        `${(run.effectsMs / 1_000).toFixed(2)} s`,
        `${run.lost} / ${run.answeredBeforeKill}`,
      ]
    : [texts.skipped, same('-'), same('-')]
  const yesOrNo = (answer: boolean) => (answer ? texts.yes : texts.no)
  return [yesOrNo(mayBeLost), much ? texts.much : texts.few, yesOrNo(ordered), mode, ...measured]
}
