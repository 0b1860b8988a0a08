import type { TestProject } from 'vitest/node'
import { startPostgres } from './postgres-server.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The server of this run, as a role that may create databases and roles. */
    databaseUrl: string
  }
}

/** One PostgreSQL for the run: that of TEST_DATABASE_URL, else one of our own that is gone afterwards. */
export async function setup(project: TestProject): Promise<(() => Promise<void>) | void> {
  const given = process.env.TEST_DATABASE_URL
  if (given) return project.provide('databaseUrl', given)
  const server = await startPostgres()
  project.provide('databaseUrl', server.url)
  return () => server.stop()
}
