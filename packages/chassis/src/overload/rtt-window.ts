export interface WindowResult {
  meanMs: number
  mostInFlight: number
}

export interface RttWindow {
  /** The result of the window that this answer completes, after which the next one begins. */
  add(now: number, rttMs: number, inFlight: number): WindowResult | undefined
  clear(): void
}

/** Gathers answers until so much time has passed and so many have come: single ones say too little. */
export function createRttWindow(windowMs: number, minSamples: number): RttWindow {
  let began = Number.NaN
  let count = 0
  let sumMs = 0
  let most = 0
  const clear = () => {
    began = Number.NaN
    count = sumMs = most = 0
  }
  return {
    add(now, rttMs, inFlight) {
      if (count === 0) began = now
      count += 1
      sumMs += rttMs
      most = Math.max(most, inFlight)
      if (count < minSamples || now - began < windowMs) return undefined
      const result = { meanMs: sumMs / count, mostInFlight: most }
      clear()
      return result
    },
    clear,
  }
}
