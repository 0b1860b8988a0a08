import { follow, say } from './wire.ts'

/** What is to happen to this process when it comes by a point for the n-th time. */
export interface Order {
  point: string
  hits: number
  signal: 'SIGKILL' | 'SIGSTOP'
}

export interface Probe {
  /** The process is at that point; it may be the last thing it does. */
  reach(point: string): void
}

/** Lets the parent end or stop this process at a named point, told by the command `order`. */
export function startProbe(commands: Record<string, (about: string) => void> = {}): Probe {
  let order: Order | undefined
  follow({ ...commands, order: (about) => void (order = JSON.parse(about) as Order) })
  return {
    reach(point) {
      if (order?.point !== point || --order.hits > 0) return
      const { signal } = order
      order = undefined
      say('reached', String(Date.now()))
      // To itself it is delivered before the next line of code.
      process.kill(process.pid, signal)
    },
  }
}
