import { z } from 'zod'

/** What every process reads. Listens on this machine alone unless told otherwise. */
export const processConfig = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number<string>().int().min(0).max(65_535),
  /** 1 switches the lab on: services can then be told to be slow or to fail. */
  LAB: z.enum(['0', '1']).default('0'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  /** What carries events and messages; without it PostgreSQL does. */
  KAFKA_BROKERS: z
    .string()
    .regex(/^[^\s,:]+:\d+(\s*,\s*[^\s,:]+:\d+)*$/, 'expected host:port, several separated by commas')
    .optional(),
  /** Before the names of its topics, so that several installations can share a Kafka. */
  KAFKA_TOPIC_PREFIX: z
    .string()
    .regex(/^[\w.-]{1,100}$/, 'expected letters, digits, dots, dashes and underscores')
    .default('nowait'),
})

/** Base URL of another process, without a trailing slash. */
export const serviceUrl = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ''))

/** Credential of one service; both sides read it under the same name. */
export const serviceToken = z.string().min(16, 'expected at least 16 characters')

export const databaseUrl = z.url({
  protocol: /^postgres(ql)?$/,
  error: 'expected postgres://user:password@host:port/name',
})

/**
 * Reads the environment once, at start. Throws one error that names every wrong or missing variable and what it has
 * to be; a variable set to nothing counts as not set. Values are not repeated: some are secrets.
 */
export function readConfig<S extends z.ZodObject>(
  schema: S,
  env: NodeJS.ProcessEnv = process.env,
): z.output<S> {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const result = schema.safeParse(given)
  if (result.success) return result.data
  const problems = result.error.issues.map((issue) => {
    const name = String(issue.path[0] ?? 'configuration')
    return `  ${name}: ${given[name] === undefined ? 'is not set; ' : ''}${issue.message}`
  })
  throw new Error(`These settings are missing or wrong:\n${problems.join('\n')}`)
}
