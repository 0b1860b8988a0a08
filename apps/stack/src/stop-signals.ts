/** What the terminal or a supervisor wants: the first signal asks to stop, a later one insists. */
export type StopSignals = { asked: AbortSignal; insist: (hard: () => void) => void }

// Ctrl-C reaches us twice at once: from the terminal, and passed on by npm.
const sameMs = 500

/** Listens for SIGINT, SIGTERM, SIGHUP, and for the death of the process that started us. */
export function listenForStop(): StopSignals {
  const controller = new AbortController()
  let hard = () => process.exit(130)
  let firstAt = 0
  const onSignal = () => {
    const now = performance.now()
    if (controller.signal.aborted) return now - firstAt > sameMs ? hard() : undefined
    firstAt = now
    controller.abort(new Error('stopped'))
  }
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, onSignal)
  if (process.send) {
    process.on('disconnect', onSignal)
    // The channel alone is no reason to stay.
    process.channel?.unref()
  }
  return {
    asked: controller.signal,
    insist: (run) => {
      hard = () => {
        run()
        process.exit(130)
      }
    },
  }
}
