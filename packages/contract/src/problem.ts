import { z } from 'zod'

/**
 * The closed list of what can go wrong, as the caller sees it: HTTP status, what happened, what one can do.
 * A code is never renamed or reused: clients branch on it.
 */
export const problemCodes = {
  MALFORMED_REQUEST: [400, 'The request could not be read', 'Send a well-formed request'],
  INVALID_REQUEST: [400, 'The request does not fit the contract', 'Correct the fields listed in "issues"'],
  NOT_SIGNED_IN: [401, 'No valid session', 'Sign in and try again'],
  WRONG_CREDENTIALS: [401, 'E-mail and password do not match', 'Check both and try again'],
  SERVICE_CREDENTIAL_REQUIRED: [
    401,
    'This service answers only callers with its credential',
    'Send the credential of this service as a bearer token',
  ],
  CSRF_REJECTED: [
    403,
    'The request was not sent by the shop itself',
    'Send the header X-CSRF: 1 from the shop’s own origin',
  ],
  FORBIDDEN: [403, 'This needs another role', 'Sign in with an account that has the role'],
  NOT_FOUND: [404, 'Nothing is here', 'Check the address; the contract is at /api/docs'],
  PRODUCT_NOT_FOUND: [404, 'No such product', 'Choose a product of the catalogue'],
  ORDER_NOT_FOUND: [404, 'No such order', 'Choose one of your orders'],
  SHIPMENT_NOT_FOUND: [404, 'No shipment yet', 'A shipment is opened once the order is confirmed'],
  POINTS_NOT_FOUND: [
    404,
    'No points are known for this order',
    'Points are requested once the order is confirmed',
  ],
  JOB_NOT_FOUND: [404, 'No such job', 'It may have been purged; look at the list again'],
  QUEUE_NOT_FOUND: [404, 'No such queue', 'Choose a queue of this service'],
  INTEGRATION_NOT_FOUND: [404, 'No such integration', 'Choose an integration of this service'],
  GROUP_NOT_FOUND: [404, 'No such consumer group', 'Choose a consumer group of this service'],
  GUARD_NOT_FOUND: [404, 'No such circuit breaker', 'Choose a circuit breaker of this service'],
  METHOD_NOT_ALLOWED: [
    405,
    'This address does not know this method',
    'Use a method listed in the Allow header',
  ],
  NOT_ACCEPTABLE: [
    406,
    'None of the accepted media types can be made',
    'Accept application/json or application/x-ndjson',
  ],
  IDEMPOTENCY_KEY_RUNNING: [
    409,
    'The first request with this key is still running',
    'Wait a moment and send it again',
  ],
  OUT_OF_STOCK: [409, 'Not enough pieces are left', 'Order fewer pieces or another product'],
  ORDER_NOT_CANCELLABLE: [
    409,
    'The order can no longer be cancelled',
    'Wait for the delivery; it can be refused at the door',
  ],
  JOB_NOT_RETRYABLE: [409, 'The job runs or is finished', 'Look at its state again'],
  JOB_FINISHED: [409, 'The job is finished', 'There is nothing left to discard'],
  REBUILD_RUNNING: [409, 'A rebuild is under way', 'Wait for it, or cancel it first'],
  REBUILD_NOT_RUNNING: [409, 'No rebuild is under way', 'Look at its state again'],
  MODE_MAY_LOSE: [
    409,
    'This mode may lose what may not be lost',
    'Choose a mode that keeps it when a process ends',
  ],
  BROKER_NOT_CONFIGURED: [
    409,
    'This mode needs a broker and none is configured',
    'Set KAFKA_BROKERS, or choose another mode',
  ],
  LAB_OFF: [409, 'The lab is not switched on', 'Start the shop with LAB=1, on a machine of your own'],
  LAB_BUSY: [
    409,
    'Another run of the lab is going on',
    'Wait until it has ended; a run lasts two minutes at most',
  ],
  EMAIL_TAKEN: [409, 'An account with this e-mail exists', 'Sign in, or use another e-mail'],
  PROJECTION_BEHIND: [
    409,
    'The kept page is older than what is asked for',
    'Ask again in a moment, or ask the services themselves',
  ],
  PRICE_CHANGED: [409, 'A price has changed', 'Look at the new total and order again'],
  PAYLOAD_TOO_LARGE: [413, 'The body is too large', 'Send less at once'],
  UNSUPPORTED_MEDIA_TYPE: [415, 'The body has to be JSON', 'Send Content-Type: application/json'],
  IDEMPOTENCY_KEY_REUSED: [422, 'This key was used for another request', 'Make a new key for a new request'],
  RATE_LIMITED: [429, 'Too many requests', 'Wait as long as the Retry-After header says'],
  UPSTREAM_RATE_LIMITED: [
    429,
    'Too much was asked of a service behind this',
    'Wait as long as the Retry-After header says',
  ],
  INTERNAL: [500, 'Something broke on our side', 'Try again; tell us the trace id if it stays'],
  UPSTREAM_ERROR: [502, 'A service behind this answered with an error', 'Try again in a moment'],
  UPSTREAM_INVALID: [
    502,
    'A service behind this gave an answer that makes no sense',
    'Try again in a moment',
  ],
  UPSTREAM_TOO_LARGE: [502, 'A service behind this gave more than fits', 'Try again in a moment'],
  UPSTREAM_UNREACHABLE: [503, 'A service behind this cannot be reached', 'Try again in a moment'],
  UPSTREAM_CIRCUIT_OPEN: [
    503,
    'A service behind this keeps failing and is left alone for a moment',
    'Wait as long as the Retry-After header says',
  ],
  UPSTREAM_BUSY: [
    503,
    'A service behind this is busy with as many calls as it may get at once',
    'Try again in a moment',
  ],
  OVERLOADED: [
    503,
    'More is asked than can be answered right now',
    'Wait as long as the Retry-After header says',
  ],
  PAGE_INCOMPLETE: [
    503,
    'Parts of the page are missing, and all of it was asked for',
    'Ask without strict=1 for what there is, or try again in a moment',
  ],
  SERVICE_UNAVAILABLE: [503, 'Not able to answer right now', 'Try again in a moment'],
  UPSTREAM_TIMEOUT: [504, 'A service behind this did not answer in time', 'Try again in a moment'],
  DEADLINE_EXCEEDED: [
    504,
    'The time of this call was up before its work began',
    'Call again with more time in the Nowait-Deadline header',
  ],
} as const satisfies Record<string, readonly [status: number, title: string, hint: string]>

export type ProblemCode = keyof typeof problemCodes

export const ProblemCode = z.enum(Object.keys(problemCodes) as [ProblemCode, ...ProblemCode[]])

/** RFC 9457 problem body: what failed (`code`, `title`, `detail`), for which thing (`about`), what to do (`hint`). */
export const ProblemBody = z
  .object({
    type: z.string().meta({ description: 'Where the code is explained' }),
    code: ProblemCode,
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    about: z.string().optional().meta({ description: 'Id of the thing it is about' }),
    hint: z.string(),
    issues: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    retryAfterMs: z.int().optional(),
    service: z.string().optional().meta({ description: 'The service behind this that it is about' }),
    since: z.iso.datetime().optional().meta({ description: 'Since when it has been so' }),
    traceId: z.string().optional(),
  })
  .meta({ id: 'Problem' })
export type ProblemBody = z.infer<typeof ProblemBody>

export interface ProblemDetails {
  detail?: string
  /** Id of the thing it is about. */
  about?: string
  issues?: { path: string; message: string }[]
  /** Also sent as `Retry-After`, in whole seconds, rounded up. */
  retryAfterMs?: number
  /** Name of the service behind this that it is about. */
  service?: string
  /** Since when it has been so, ISO 8601. */
  since?: string
}

/** An expected failure, thrown by handlers and turned into a problem body once, at the edge. Carries no stack. */
export class Problem extends Error {
  readonly code: ProblemCode
  readonly details: ProblemDetails

  constructor(code: ProblemCode, details: ProblemDetails = {}) {
    // Expected outcomes are not bugs: a stack would cost microseconds on the hot path and help nobody.
    const limit = Error.stackTraceLimit
    Error.stackTraceLimit = 0
    super(details.detail ?? problemCodes[code][1])
    Error.stackTraceLimit = limit
    this.name = 'Problem'
    this.code = code
    this.details = details
  }

  get status(): number {
    return problemCodes[this.code][0]
  }
}

/** The body of a problem. `traceId` lets the reader of a log find the request. */
export function problemBody(code: ProblemCode, details: ProblemDetails = {}, traceId?: string): ProblemBody {
  const [status, title, hint] = problemCodes[code]
  return { type: `/api/docs#${code}`, code, title, status, ...details, hint, ...(traceId && { traceId }) }
}

/** The same as an HTTP answer, never cached. */
export function problemResponse(code: ProblemCode, details: ProblemDetails = {}, traceId?: string): Response {
  const body = problemBody(code, details, traceId)
  const headers = new Headers({ 'content-type': 'application/problem+json', 'cache-control': 'no-store' })
  if (details.retryAfterMs !== undefined) {
    headers.set('retry-after', String(Math.ceil(details.retryAfterMs / 1000)))
  }
  return new Response(JSON.stringify(body), { status: body.status, headers })
}
