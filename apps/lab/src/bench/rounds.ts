/**
 * Measures several things in turn, again and again: what disturbs the machine disturbs all of them. The first of each is
 * not counted; each round begins with another one.
 */
export async function inTurn<Name extends string, Value>(
  measures: Record<Name, () => Promise<Value>>,
  { rounds, tell }: { rounds: number; tell(text: string): void },
): Promise<Record<Name, Value[]>> {
  const names = Object.keys(measures) as Name[]
  const values = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, Value[]>
  for (let round = 0; round <= rounds; round++) {
    for (let turn = 0; turn < names.length; turn++) {
      const name = names[(round + turn) % names.length]!
      tell(round === 0 ? `warming up ${name}` : `round ${round} of ${rounds}: ${name}`)
      const value = await measures[name]()
      if (round > 0) values[name].push(value)
    }
  }
  return values
}
