import { setTimeout as pause } from 'node:timers/promises'
import postgres from 'postgres'
import type { Sql } from './session.ts'

interface Names {
  schema: string
  role: string
  password?: string
}

/** May read the `event_log` of every schema. */
const reader = 'nowait_reader'

/** The owner may not create roles: somebody who may has to run `sql` once. */
export class RolesNeeded extends Error {
  readonly #statements: string[]

  constructor(owner: string, statements: string[]) {
    const shown = statements.map((statement) => statement.replace(/password '.*'/, "password '…'"))
    super(`The database role ${owner} may not create roles. Run as an administrator:\n${shown.join(';\n')};`)
    this.name = 'RolesNeeded'
    this.#statements = statements
  }

  /** The statements with the password in them. A getter, so that no log prints it by chance. */
  get sql(): string {
    return `${this.#statements.join(';\n')};\n`
  }
}

/** Creates what is missing of the roles of a schema. Roles belong to the whole server: other databases may do the same now. */
export async function ensureRoles(sql: Sql, names: Names): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await createMissing(sql, names)
    } catch (error) {
      if (attempt === 20 || !raced(error)) throw error
      await pause(20 * Math.random() * attempt)
    }
  }
}

async function createMissing(sql: Sql, names: Names): Promise<void> {
  const missing = await missingStatements(sql, names)
  try {
    for (const statement of missing) await sql.unsafe(statement)
    if (names.password !== undefined) await setPassword(sql, names.role, names.password)
  } catch (error) {
    if (code(error) !== insufficientPrivilege) throw error
    const [{ owner }] = await sql<[{ owner: string }]>`select current_user as owner`
    throw new RolesNeeded(owner, missing)
  }
}

async function missingStatements(sql: Sql, { schema, role, password }: Names): Promise<string[]> {
  const settings = {
    search_path: identifier(schema),
    statement_timeout: '2s',
    idle_in_transaction_session_timeout: '2s',
  }
  const roles = await sql<{ name: string; config: string[] | null }[]>`
    select rolname as name, rolconfig as config from pg_roles where rolname in (${role}, ${reader})`
  const found = roles.find(({ name }) => name === role)
  // PostgreSQL keeps the quotes of a name only where it needs them: "order", but product.
  const configured = found?.config?.map((setting) => setting.replaceAll('"', '')) ?? []
  const [member] = await sql`
    select from pg_auth_members
    where member = to_regrole(${identifier(role)}) and roleid = to_regrole(${reader})`
  const secret = password === undefined ? '' : ` password ${literal(password)}`
  return [
    ...(roles.some(({ name }) => name === reader) ? [] : [`create role ${reader} nologin`]),
    ...(found ? [] : [`create role ${identifier(role)} login${secret}`]),
    ...(member ? [] : [`grant ${reader} to ${identifier(role)}`]),
    ...Object.entries(settings)
      .filter(([name, value]) => !configured.includes(`${name}=${value.replaceAll('"', '')}`))
      .map(
        ([name, value]) =>
          `alter role ${identifier(role)} set ${name} = ${name === 'search_path' ? value : literal(value)}`,
      ),
  ]
}

// An administrator who created the role has given it its password too; then ours is not ours to set.
async function setPassword(sql: Sql, role: string, password: string): Promise<void> {
  await sql.unsafe(`alter role ${identifier(role)} password ${literal(password)}`).catch((error: unknown) => {
    if (code(error) !== insufficientPrivilege) throw error
  })
}

const insufficientPrivilege = '42501'

// The other one was faster: duplicate object, duplicate key, deadlock, "tuple concurrently updated".
function raced(error: unknown): boolean {
  return ['42710', '23505', '40P01', 'XX000'].includes(code(error) ?? '')
}

function code(error: unknown): string | undefined {
  return error instanceof postgres.PostgresError ? error.code : undefined
}

function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
