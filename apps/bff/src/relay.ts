import { bffApi } from '@nowait/contract/bff'
import { ClientProblem } from '@nowait/contract/client'
import type { In } from '@nowait/contract/endpoint'
import { Problem, type ProblemCode } from '@nowait/contract/problem'
import type { z } from 'zod'

type Endpoints = typeof bffApi.endpoints
type Answering = {
  [K in keyof Endpoints]: Endpoints[K] extends { kind: 'json' } ? K : never
}[keyof Endpoints]
type ResponseOf<K extends Answering> = Endpoints[K] extends { response: infer S } ? In<S> : void

/**
 * What a service answered, as the answer of one of our own endpoints: fields the contract does not name stay here, and
 * what does not fit is UPSTREAM_INVALID. A problem is passed on when our endpoint declares it; all else has happened
 * behind us and is an UPSTREAM_ problem.
 */
export async function relay<K extends Answering>(
  name: K,
  service: string,
  ask: () => Promise<ResponseOf<K>>,
): Promise<ResponseOf<K>> {
  const { response, errors = [] } = bffApi.endpoints[name] as Declared
  const answer = await ask().catch((error: unknown) => {
    throw error instanceof ClientProblem ? relayedProblem(error, service, errors) : error
  })
  if (!response) return undefined as ResponseOf<K>
  const parsed = response.safeParse(answer)
  if (!parsed.success) {
    const detail = `The ${service} service gave an answer that does not fit the contract`
    throw new Problem('UPSTREAM_INVALID', { detail })
  }
  return parsed.data as ResponseOf<K>
}

interface Declared {
  response?: z.ZodType
  errors?: readonly ProblemCode[]
}

/** The problem of our own that what another process has answered is to a browser. `passed`: the codes it may see as they are. */
export function relayedProblem(
  { code, problem, status }: ClientProblem,
  service: string,
  passed: readonly ProblemCode[],
): Problem {
  if (code === 'UNREACHABLE') {
    // It was reached, or `send` would have said otherwise, and spoke something else than the contract.
    return new Problem(status >= 400 ? 'UPSTREAM_ERROR' : 'UPSTREAM_INVALID', { detail: saidBy(service) })
  }
  const { detail, about, issues, retryAfterMs, service: away, since } = problem ?? {}
  if (code.startsWith('UPSTREAM_')) return new Problem(code, { detail, service: away, since, retryAfterMs })
  if (code === 'OVERLOADED')
    return new Problem('UPSTREAM_BUSY', { detail: saidBy(service), service, retryAfterMs })
  if (code === 'DEADLINE_EXCEEDED') return new Problem('UPSTREAM_TIMEOUT', { detail: saidBy(service) })
  if (code !== 'INVALID_REQUEST' && !passed.includes(code))
    return new Problem('UPSTREAM_ERROR', { detail: saidBy(service) })
  return new Problem(code, { detail, about, issues, retryAfterMs })
}

const saidBy = (service: string) => `The ${service} service gave no usable answer`
