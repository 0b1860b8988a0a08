import { dispatchTables } from '@nowait/chassis/dispatch/tables'
import { migrate } from '@nowait/chassis/migrate'
import { RolesNeeded } from '@nowait/chassis/migrate-roles'
import { Failure, reason } from './failure.ts'
import { inRoot } from './paths.ts'
import { roleOf } from './process-env.ts'
import type { ProcessSpec } from './processes.ts'
import type { Secrets } from './secrets.ts'

/**
 * Brings the schema and the role of every given process up to date. @throws Failure that names the process, or
 * that shows all statements an administrator has to run where the owner may not create roles.
 */
export async function migrateAll(
  ownerUrl: string,
  table: ProcessSpec[],
  secrets: Secrets,
): Promise<{ say: string }> {
  const owners = table.filter((spec) => spec.migrations)
  const needed: string[] = []
  for (const { name, migrations, integrations } of owners) {
    try {
      await migrate({
        ownerUrl,
        schema: name,
        role: roleOf(name),
        password: rolePassword(secrets, name),
        directories: [inRoot(migrations as string), ...(integrations ? [dispatchTables] : [])],
      })
    } catch (error) {
      if (!(error instanceof RolesNeeded)) {
        throw new Failure(`The schema "${name}" could not be brought up to date: ${reason(error)}`)
      }
      needed.push(...error.sql.trim().split('\n'))
    }
  }
  if (needed.length > 0) throw rolesNeeded(needed)
  return { say: owners.map((spec) => spec.name).join(', ') || 'nothing to do' }
}

/** The password of a process's database role. */
export function rolePassword(secrets: Secrets, name: string): string {
  return secrets.get(`${name.toUpperCase()}_DATABASE_PASSWORD`)
}

function rolesNeeded(statements: string[]): Failure {
  return new Failure(
    'The owner of DATABASE_URL may not create roles (CREATEROLE). Let an administrator run this once, then start again:',
    [...new Set(statements)].join('\n'),
  )
}
