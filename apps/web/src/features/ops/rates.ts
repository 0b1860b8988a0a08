/** How much was done when we looked, by the clock of the service in ms. */
export interface Look {
  at: number
  done: number
}

const windowMs = 60_000
/** After less than this a single call would look like a storm. */
const leastMs = 10_000

/** The looks of the last minute and the new one; the same list when nothing is new. */
export function withLook(looks: readonly Look[], look: Look): readonly Look[] {
  if (looks.at(-1)?.at === look.at) return looks
  return [...looks.filter(({ at }) => at > look.at - windowMs), look]
}

/** What was done per minute while we looked, at most over the last one; null until that can be said. */
export function perMinute(looks: readonly Look[]): number | null {
  const first = looks[0]
  const last = looks.at(-1)
  if (!first || !last || last.at - first.at < leastMs) return null
  return Math.max(0, Math.round(((last.done - first.done) * windowMs) / (last.at - first.at)))
}
