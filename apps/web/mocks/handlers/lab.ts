import type { LabEvent, LabKnobs, LabState } from '@nowait/contract/lab'
import { deferredModes } from '@nowait/contract/lab-knobs'
import { faultTimes, laneAt, laneResult, phaseAt, type LabAnswer } from '@nowait/contract/lab-figures'
import { Problem } from '@nowait/contract/problem'
import { type BffHandlers, type Called, type Mock, weatherOf } from '../context.ts'
import type { Knobs } from '../knobs.ts'
import { simulateRun } from '../lab-model.ts'
import { iso } from '../order-book.ts'
import { pass } from '../weather.ts'

const tickMs = 500
const preparingMs = 700
/** A run that the knob lets hang says nothing more after this much of its load. */
const cutShare = 0.6

/** No broker is there in a mock; a run is drawn from a model, and says so. */
export function lab(mock: Mock): Pick<BffHandlers, 'labState' | 'labRun'> {
  let end: (() => void) | undefined
  return {
    labState: (input) =>
      stateOf(mock, input, () => ({
        modes: deferredModes.map((mode) => ({
          mode,
          refusal: mode.endsWith('messaging') ? ('BROKER_NOT_CONFIGURED' as const) : null,
        })),
        busy: isBusy(input.caller.knobs),
      })),
    async labRun(input) {
      const { query: knobs, caller } = input
      const isCut = caller.knobs.upstreams.lab.kind === 'hang'
      if (!isCut) await pass(weatherOf(mock, input), 'lab')
      if (knobs.mode.endsWith('messaging')) throw new Problem('BROKER_NOT_CONFIGURED')
      // A page has one run, and a mock in a browser is not told that its reader has gone.
      end?.()
      const run = playRun(mock, knobs, isCut)
      end = run.end
      return new Response(run.body, {
        headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store' },
      })
    },
  }
}

const isBusy = ({ upstreams: { lab } }: Knobs) => lab.kind === 'unavailable' && lab.code === 'LAB_BUSY'

/** What is only about runs does not keep anybody from looking. */
async function stateOf(mock: Mock, called: Called, state: () => LabState): Promise<LabState> {
  const { knobs } = called.caller
  if (!isBusy(knobs) && knobs.upstreams.lab.kind !== 'hang') await pass(weatherOf(mock, called), 'lab')
  return state()
}

/** Tells a run as time goes on. */
function playRun(mock: Mock, knobs: LabKnobs, isCut: boolean) {
  const lanes = simulateRun(knobs, mock.random)
  const encoder = new TextEncoder()
  const beginsAt = mock.now() + preparingMs
  const loadMs = knobs.seconds * 1_000
  const lastMs = Math.max(...[...lanes.waiting, ...lanes.deferred].map(({ effectMs = 0 }) => effectMs))
  const mostPending = { waiting: 0, deferred: 0 }
  let toldMs: number | undefined
  let timer: ReturnType<typeof setInterval> | undefined
  let controller: ReadableStreamDefaultController<Uint8Array>
  const say = (event: LabEvent) => controller.enqueue(encoder.encode(`data: ${JSON.stringify(event)}\n\n`))
  const end = () => {
    if (timer === undefined) return
    clearInterval(timer)
    timer = undefined
    controller.close()
  }

  function look(): void {
    const nowMs = mock.now() - beginsAt
    if (nowMs < 0) return
    if (toldMs === undefined) {
      toldMs = 0
      say({ type: 'started', simulated: true, ...faultTimes(knobs.seconds) })
    }
    while (toldMs + tickMs <= Math.min(nowMs, loadMs)) tick((toldMs += tickMs))
    if (isCut && nowMs > loadMs * cutShare) return end()
    if (nowMs >= loadMs && nowMs < lastMs)
      say({ type: 'settling', pending: laneAt(lanes.deferred, nowMs).pending })
    if (nowMs < Math.max(loadMs, lastMs)) return
    say({ type: 'done', result: { knobs, at: iso(mock.now()), simulated: true, ...results() } })
    end()
  }

  function tick(atMs: number): void {
    const waiting = laneAt(lanes.waiting, atMs)
    const deferred = laneAt(lanes.deferred, atMs)
    mostPending.waiting = Math.max(mostPending.waiting, waiting.pending)
    mostPending.deferred = Math.max(mostPending.deferred, deferred.pending)
    say({ type: 'tick', atMs, phase: phaseAt(atMs - 1, knobs.seconds), waiting, deferred })
  }

  const results = () => {
    const of = (answers: LabAnswer[], most: number) =>
      laneResult(answers, { seconds: knobs.seconds, mostPending: most })
    return {
      waiting: of(lanes.waiting, mostPending.waiting),
      deferred: of(lanes.deferred, mostPending.deferred),
    }
  }

  const body = new ReadableStream<Uint8Array>({
    start(own) {
      controller = own
      say({ type: 'preparing' })
      timer = setInterval(look, tickMs / 5)
    },
    cancel: () => {
      clearInterval(timer)
      timer = undefined
    },
  })
  return { body, end }
}
