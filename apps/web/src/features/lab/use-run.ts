import type { LabEvent, LabKnobs } from '@nowait/contract/lab'
import { useCallback, useEffect, useRef, useState } from 'react'
import { troubleIn } from '../../lib/api.ts'
import { readMessages } from '../../lib/live/read-messages.ts'
import { labApi } from './lab-api.ts'
import { ended, heard, idleRun, isUnderWay, type Run } from './run.ts'

/** A run is heard of twice a second; making a database keeps it quiet for a while. */
const silentMs = 20_000

interface RunControl {
  run: Run
  start: (knobs: LabKnobs) => void
  stop: () => void
}

/** One run at a time; it ends with the page. `onEvent` is told what it says. */
export function useRun(knobs: LabKnobs, onEvent: (event: LabEvent) => void): RunControl {
  const [run, setRun] = useState(() => idleRun(knobs))
  const leaving = useRef<AbortController>(undefined)
  const tell = useRef(onEvent)
  useEffect(() => void (tell.current = onEvent))
  useEffect(() => () => leaving.current?.abort(), [])

  const start = useCallback((chosen: LabKnobs) => {
    leaving.current?.abort()
    const own = new AbortController()
    leaving.current = own
    const change = (next: (run: Run) => Run) => {
      if (leaving.current === own && !own.signal.aborted) setRun(next)
    }
    setRun({ ...idleRun(chosen), state: 'preparing' })
    follow(chosen, own, (event) => {
      change((now) => heard(now, event))
      tell.current(event)
    }).then(
      () => change(ended),
      (error: unknown) =>
        change((now) => (now.started ? ended(now) : { ...now, state: 'refused', trouble: troubleIn(error) })),
    )
  }, [])

  const stop = useCallback(() => {
    leaving.current?.abort()
    setRun((now) => (isUnderWay(now) ? { ...now, state: 'stopped' } : now))
  }, [])

  return { run, start, stop }
}

/** Resolves when the stream has ended or said nothing for too long; rejects when it was refused or lost. */
async function follow(
  query: LabKnobs,
  leaving: AbortController,
  hear: (event: LabEvent) => void,
): Promise<void> {
  const silence = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined
  const alive = () => {
    clearTimeout(timer)
    timer = setTimeout(() => silence.abort(), silentMs)
  }
  try {
    alive()
    const signal = AbortSignal.any([leaving.signal, silence.signal])
    const answer = await labApi.labRun({ query, signal })
    for await (const { event } of readMessages<LabEvent>(answer.body!, alive)) {
      // A worker in between does not always pass on that we have left.
      if (leaving.signal.aborted) return
      if (event) hear(event)
    }
  } finally {
    clearTimeout(timer)
  }
}
