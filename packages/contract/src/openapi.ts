import { z } from 'zod'
import { type Access, type Api, type Endpoint, splitRoute } from './endpoint.ts'
import { partSchema } from './part.ts'
import { ProblemBody, type ProblemCode, problemCodes } from './problem.ts'

type Json = Record<string, unknown>

export interface OpenApiInfo {
  title: string
  version: string
  description?: string
  /** How a caller shows who he is, as an OpenAPI security scheme; used by every endpoint that is not public. */
  security: { name: string; scheme: Json }
}

/** The contract as an OpenAPI 3.1 document, from the same table that is implemented and called. */
export function openApiDocument(api: Api, info: OpenApiInfo): Json {
  const schemas: Json = {}
  const paths: Record<string, Json> = {}
  for (const [name, endpoint] of Object.entries(api.endpoints)) {
    const { method, path } = splitRoute(api.routes[name]!)
    const url = path.replace(/:(\w+)/g, '{$1}')
    paths[url] = { ...paths[url], [method.toLowerCase()]: operation(name, endpoint, info, schemas) }
  }
  const { name, scheme } = info.security
  return {
    openapi: '3.1.1',
    info: { title: info.title, version: info.version, description: info.description },
    paths,
    components: { schemas: sorted(schemas), securitySchemes: { [name]: scheme } },
  }
}

function operation(name: string, endpoint: Endpoint, info: OpenApiInfo, schemas: Json): Json {
  return {
    operationId: name,
    summary: endpoint.summary,
    ...(endpoint.access !== 'public' && {
      security: [{ [info.security.name]: [] }],
      'x-access': endpoint.access,
    }),
    parameters: [
      ...parameters('path', endpoint.params, schemas),
      ...parameters('query', endpoint.query, schemas),
      ...parameters('header', endpoint.headers, schemas),
    ],
    ...(endpoint.kind === 'json' &&
      endpoint.body && { requestBody: { required: true, content: json(endpoint.body, 'input', schemas) } }),
    responses: { ...success(endpoint, schemas), ...failures(endpoint, schemas) },
  }
}

function success(endpoint: Endpoint, schemas: Json): Json {
  if (endpoint.kind === 'stream')
    return { 200: { description: 'The parts of the page', content: pageContent(endpoint.parts, schemas) } }
  if (endpoint.kind === 'events') {
    const event = toJson(endpoint.event, 'output', schemas)
    return {
      200: {
        description: 'Events as they happen',
        content: { 'text/event-stream': { schema: { type: 'string' }, 'x-itemSchema': event } },
      },
    }
  }
  const content = endpoint.response ? { content: json(endpoint.response, 'output', schemas) } : {}
  return {
    [endpoint.status]: { description: endpoint.response ? 'Done' : 'Done, nothing to say', ...content },
  }
}

// `itemSchema` for sequential media types is OpenAPI 3.2; until tools read that, it stands beside as an extension.
function pageContent(parts: Readonly<Record<string, z.ZodType>>, schemas: Json): Json {
  const properties = Object.fromEntries(
    Object.entries(parts).map(([name, data]) => [name, toJson(partSchema(data), 'output', schemas)]),
  )
  const lines = Object.entries(properties).map(([name, part]) => ({
    allOf: [{ type: 'object', properties: { part: { const: name } }, required: ['part'] }, part],
  }))
  return {
    'application/x-ndjson': { schema: { type: 'string' }, 'x-itemSchema': { oneOf: lines } },
    'application/json': { schema: { type: 'object', properties, required: Object.keys(parts) } },
  }
}

const always: readonly ProblemCode[] = ['RATE_LIMITED', 'INTERNAL', 'SERVICE_UNAVAILABLE']

const byAccess: Record<Access, readonly ProblemCode[]> = {
  public: [],
  member: ['NOT_SIGNED_IN'],
  operator: ['NOT_SIGNED_IN', 'FORBIDDEN'],
  service: ['SERVICE_CREDENTIAL_REQUIRED'],
}

function failures(endpoint: Endpoint, schemas: Json): Json {
  const hasInput =
    endpoint.params ?? endpoint.query ?? endpoint.headers ?? (endpoint.kind === 'json' && endpoint.body)
  const codes = new Set<ProblemCode>([
    ...(hasInput ? (['INVALID_REQUEST'] as const) : []),
    ...byAccess[endpoint.access],
    ...(endpoint.errors ?? []),
    ...always,
  ])
  const byStatus = Map.groupBy(codes, (code) => problemCodes[code][0])
  const schema = toJson(ProblemBody, 'output', schemas)
  return Object.fromEntries(
    [...byStatus].map(([status, of]) => [
      status,
      {
        description: of.map((code) => `${code}: ${problemCodes[code][1]}`).join('\n\n'),
        content: { 'application/problem+json': { schema } },
      },
    ]),
  )
}

function parameters(
  where: 'path' | 'query' | 'header',
  schema: z.ZodObject | undefined,
  schemas: Json,
): Json[] {
  return Object.entries(schema?.shape ?? {}).map(([name, field]) => ({
    name,
    in: where,
    required: where === 'path' || !z.safeParse(field as z.ZodType, undefined).success,
    schema: toJson(field as z.ZodType, 'input', schemas),
  }))
}

const json = (schema: z.ZodType, io: 'input' | 'output', schemas: Json): Json => ({
  'application/json': { schema: toJson(schema, io, schemas) },
})

/** A schema as JSON Schema; what carries an id moves to the components of the document. */
function toJson(schema: z.ZodType, io: 'input' | 'output', schemas: Json): Json {
  const { $schema: _, ...whole } = z.toJSONSchema(schema, { io }) as Json
  const { $defs = {}, ...rest } = repoint(whole) as Json & { $defs?: Json }
  Object.assign(schemas, $defs)
  if (typeof rest.id !== 'string') return rest
  const { id, ...named } = rest
  schemas[id] = named
  return { $ref: `#/components/schemas/${id}` }
}

function repoint(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(repoint)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) =>
      key === '$ref' && typeof inner === 'string'
        ? [key, inner.replace('#/$defs/', '#/components/schemas/')]
        : [key, repoint(inner)],
    ),
  )
}

const sorted = (record: Json): Json =>
  Object.fromEntries(Object.entries(record).toSorted(([a], [b]) => a.localeCompare(b)))
