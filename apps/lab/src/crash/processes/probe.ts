import { follow, say } from './wire.ts'

/** What is to happen to this process when it comes by a point for the n-th time. */
export interface Order {
  point: string
  hits: number
  /** `hold`: it stays there, while the rest of the process goes on. */
  how: 'SIGKILL' | 'SIGSTOP' | 'hold'
}

export interface Probe {
  /** The process is at that point; it may be the last thing it does. */
  reach(point: string): void | Promise<void>
}

/** Lets the parent end, stop or hold this process at a named point, told by the command `order`; `forget` takes it back. */
export function startProbe(commands: Record<string, (about: string) => void> = {}): Probe {
  let order: Order | undefined
  follow({
    ...commands,
    order: (about) => void (order = JSON.parse(about) as Order),
    forget: () => void (order = undefined),
  })
  return {
    reach(point) {
      if (order?.point !== point || --order.hits > 0) return
      const { how } = order
      order = undefined
      say('reached', String(Date.now()))
      if (how === 'hold') return new Promise(() => {})
      // To itself it is delivered before the next line of code.
      process.kill(process.pid, how)
    },
  }
}
