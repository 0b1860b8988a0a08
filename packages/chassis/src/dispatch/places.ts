/** Lets so many run at once; the others wait their turn, in order. */
export function createPlaces(most: number) {
  const waiting: Array<() => void> = []
  let free = most
  return {
    async use<T>(run: () => Promise<T>): Promise<T> {
      if (free > 0) free--
      else await new Promise<void>((resolve) => waiting.push(resolve))
      try {
        return await run()
      } finally {
        const next = waiting.shift()
        if (next) next()
        else free++
      }
    },
  }
}
