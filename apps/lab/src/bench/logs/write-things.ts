import type { Database } from '@nowait/chassis/database'
import { randomFrom } from '@nowait/chassis/events/torture/random'
import { setTimeout as pause } from 'node:timers/promises'
import { rateOf } from '../callers.ts'
import { callers } from '../place.ts'
import type { LogSystem } from './log-system.ts'

const [things, hotThings] = [40, 4]

/**
 * Writers that get into each other's way, as those of a shop do: something else is written first, four things in ten are
 * the same few, one transaction in five dawdles before its COMMIT, some roll back. Gives the last version of each thing.
 */
export async function writeThings(
  database: Database,
  system: LogSystem,
  { forMs, seed }: { forMs: number; seed: number },
): Promise<Map<string, number>> {
  const random = randomFrom(seed)
  await database.sql`update thing set version = 0`
  await rateOf(callers, forMs, () =>
    database
      .transaction(async (tx) => {
        await tx`insert into unrelated values (1)`
        const name = `thing ${1 + Math.floor(random() * (random() < 0.4 ? hotThings : things))}`
        await tx`select from thing where name = ${name} for update`
        const [{ version }] = await tx<[{ version: number }]>`
          update thing set version = version + 1 where name = ${name} returning version`
        await system.append(tx, { aggregate: name, version })
        if (random() < 0.2) await pause(random() * 20)
        if (random() < 0.03) throw new OnPurpose('Rolled back')
      })
      .catch((error: unknown) => {
        if (!(error instanceof OnPurpose)) throw error
      }),
  )
  const rows = await database.sql<{ name: string; version: number }[]>`select name, version from thing`
  return new Map(rows.map(({ name, version }) => [name, version]))
}

class OnPurpose extends Error {}
