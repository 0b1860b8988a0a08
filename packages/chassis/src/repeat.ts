export interface Repeating {
  /** Resolves when what runs has come to its end; its `stopping` is aborted at once. */
  stop(): Promise<void>
}

/**
 * Runs something every `everyMs`, first after that time, never twice at once: a turn that falls into a longer run is left
 * out. What fails is told to `onError` and tried again in its turn.
 */
export function repeat(
  everyMs: number,
  run: (stopping: AbortSignal) => Promise<unknown>,
  onError: (error: unknown) => void,
): Repeating {
  const stopping = new AbortController()
  let running: Promise<void> | undefined
  const timer = setInterval(() => {
    running ??= run(stopping.signal)
      .then(() => {}, onError)
      .finally(() => (running = undefined))
  }, everyMs)
  return {
    async stop() {
      stopping.abort()
      clearInterval(timer)
      await running
    },
  }
}

/** Removes batch after batch until one is not full, or it is to stop. */
export async function inBatches(
  stopping: AbortSignal,
  batch: number,
  remove: (most: number) => Promise<number>,
): Promise<void> {
  while (!stopping.aborted && (await remove(batch)) === batch);
}
