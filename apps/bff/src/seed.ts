import { z } from 'zod'
import { databaseUrl, readConfig } from '@nowait/chassis/config'
import { openDatabase, type Sql } from '@nowait/chassis/database'
import { uuidv7 } from '@nowait/chassis/uuidv7'
import { demoMember, demoOperator } from '@nowait/contract/demo'
import { hashPassword } from './members/password.ts'
import { memberStore } from './members/store.ts'

/** Makes the demonstration accounts where they are not there yet. */
export async function seed(sql: Sql): Promise<void> {
  const store = memberStore({ sql })
  const accounts = [
    { ...demoMember, role: 'member' },
    { ...demoOperator, role: 'operator' },
  ] as const
  for (const { email, name, role, password } of accounts) {
    if (await store.byEmail(email)) continue
    const password_hash = await hashPassword(password)
    await store.insert(sql, { id: uuidv7(), email, name, role, password_hash })
  }
}

if (import.meta.main) {
  const { DATABASE_URL } = readConfig(z.object({ DATABASE_URL: databaseUrl }))
  const database = openDatabase({ url: DATABASE_URL, name: 'bff seed', max: 1 })
  try {
    await seed(database.sql)
  } finally {
    await database.close()
  }
}
