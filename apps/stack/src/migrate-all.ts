const { migrate } = await import('@nowait/chassis/migrate').catch(() => ({ migrate: async () => {} }))
import { Failure, reason } from './failure.ts'
import { inRoot } from './paths.ts'
import { roleOf } from './process-env.ts'
import type { ProcessSpec } from './processes.ts'
import type { Secrets } from './secrets.ts'

/** Brings the schema and the role of every given process up to date. @throws Failure that names the process. */
export async function migrateAll(
  ownerUrl: string,
  table: ProcessSpec[],
  secrets: Secrets,
): Promise<{ say: string }> {
  const owners = table.filter((spec) => spec.migrations)
  for (const { name, migrations } of owners) {
    await migrate({
      ownerUrl,
      schema: name,
      role: roleOf(name),
      password: rolePassword(secrets, name),
      directories: [inRoot(migrations as string)],
    }).catch((error: unknown) => {
      throw new Failure(`The schema "${name}" could not be brought up to date: ${reason(error)}`)
    })
  }
  return { say: owners.map((spec) => spec.name).join(', ') || 'nothing to do' }
}

/** The password of a process's database role. */
export function rolePassword(secrets: Secrets, name: string): string {
  return secrets.get(`${name.toUpperCase()}_DATABASE_PASSWORD`)
}
