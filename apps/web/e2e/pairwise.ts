export type Factors = Record<string, readonly string[]>
export type Case<F extends Factors> = { [K in keyof F]: F[K][number] }

/** Every combination of the values. */
export function allCases<F extends Factors>(factors: F): Case<F>[] {
  let cases: Record<string, string>[] = [{}]
  for (const [name, values] of Object.entries(factors))
    cases = cases.flatMap((one) => values.map((value) => ({ ...one, [name]: value })))
  return cases as Case<F>[]
}

/**
 * So few of the cases that any two values of theirs still meet in one of them: most faults need no more than two to
 * show. Greedy, and the same every time.
 */
export function pairwise<C extends Record<string, string>>(cases: readonly C[]): C[] {
  const open = new Set(cases.flatMap(pairsOf))
  const chosen: C[] = []
  while (open.size > 0) {
    const gain = (one: C) => pairsOf(one).filter((pair) => open.has(pair)).length
    const best = cases.reduce((a, b) => (gain(b) > gain(a) ? b : a))
    chosen.push(best)
    for (const pair of pairsOf(best)) open.delete(pair)
  }
  return chosen
}

function pairsOf(one: Record<string, string>): string[] {
  const values = Object.entries(one).map(([name, value]) => `${name}=${value}`)
  return values.flatMap((a, index) => values.slice(index + 1).map((b) => `${a} ${b}`))
}
