import type { Target, TargetCall } from './integration.ts'

/** What crosses to a worker thread. */
export type PlainCall = Omit<TargetCall, 'signal'>

/**
 * Calls a target once, wherever it is. Rejects with what it throws, at the deadline, or with the reason of `signal`,
 * also when the target does not listen.
 */
export async function callTarget(target: Target, call: PlainCall, signal?: AbortSignal): Promise<unknown> {
  // Not part of the call: in a thread that has just begun it may take longer than the call itself.
  const run = await load(target)
  const late = AbortSignal.timeout(call.deadlineMs)
  const ended = signal ? AbortSignal.any([signal, late]) : late
  ended.throwIfAborted()
  const aborted = Promise.withResolvers<never>()
  aborted.promise.catch(() => {}) // also when the target was faster
  const abort = () =>
    aborted.reject(late.aborted ? new Error(`No answer within ${call.deadlineMs} ms`) : ended.reason)
  ended.addEventListener('abort', abort, { once: true })
  try {
    return await Promise.race([run({ ...call, signal: ended }), aborted.promise])
  } finally {
    ended.removeEventListener('abort', abort)
  }
}

async function load({ module, export: name }: Target): Promise<(call: TargetCall) => Promise<unknown>> {
  const loaded = (await import(module)) as Record<string, unknown>
  const run = loaded[name]
  if (typeof run !== 'function') throw new Error(`${module} exports no function ${name}`)
  return run as (call: TargetCall) => Promise<unknown>
}
