import type { Context } from 'hono'
import { z } from 'zod'
import type { Endpoint } from './endpoint.ts'
import { Problem } from './problem.ts'
import { readJson, type JsonLimits } from './read-json.ts'

/** Parses what the request carries by the endpoint's schemas. Throws INVALID_REQUEST with every issue and its path. */
export async function readInput(c: Context, endpoint: Endpoint, limits: JsonLimits) {
  return {
    params: parse(endpoint.params, () => c.req.param(), 'path'),
    query: parse(endpoint.query, () => readQuery(c, endpoint.query!), 'query'),
    headers: parse(endpoint.headers, () => readHeaders(c, endpoint.headers!), 'header'),
    body: await readBody(c, endpoint, limits),
  } as { params: never; query: never; headers: never; body: never }
}

async function readBody(c: Context, endpoint: Endpoint, limits: JsonLimits): Promise<unknown> {
  if (endpoint.kind !== 'json' || !endpoint.body) return undefined
  const body = await readJson(c.req.raw, limits)
  return parse(endpoint.body, () => body, 'body')
}

function parse(schema: z.ZodType | undefined, read: () => unknown, where: string): unknown {
  if (!schema) return undefined
  const result = schema.safeParse(read())
  if (result.success) return result.data
  const issues = result.error.issues.slice(0, 20).map((issue) => ({
    path: [where, ...issue.path].join('.'),
    message: issue.message,
  }))
  throw new Problem('INVALID_REQUEST', {
    detail: issues.map((i) => `${i.path}: ${i.message}`).join('; '),
    issues,
  })
}

// `?size=1&size=2` is ambiguous unless the schema asks for a list: handing over the array lets the schema refuse it.
function readQuery(c: Context, schema: z.ZodObject): Record<string, string | string[]> {
  const all = c.req.queries()
  return Object.fromEntries(
    Object.entries(all)
      .filter(([name]) => Object.hasOwn(schema.shape, name))
      .map(([name, values]) => {
        const wantsList = schema.shape[name] instanceof z.ZodArray
        return [name, wantsList || values.length > 1 ? values : (values[0] ?? '')]
      }),
  )
}

function readHeaders(c: Context, schema: z.ZodObject): Record<string, string | undefined> {
  return Object.fromEntries(Object.keys(schema.shape).map((name) => [name, c.req.header(name)]))
}
