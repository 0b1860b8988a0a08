import { type IncomingMessage } from 'node:http'
import { Agent, request as httpsRequest } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { CallError } from '@nowait/chassis/call-error'
import { insideTransaction } from '@nowait/chassis/database'
import { createGuard, type Guard } from '@nowait/chassis/guard/guard'
import type { CallPlan } from '@nowait/chassis/guard/plan'
import { registerGuard } from '@nowait/chassis/guard/registry'
import { type BrowserKeys, encrypt } from './encrypt.ts'
import { NotPublicError, publicLookup, type Resolve, resolveName } from './public-address.ts'
import { outward } from './plans.ts'
import { hostOf, type PushHost } from './push-hosts.ts'
import { outcomeOf, type Outcome } from './push.ts'
import type { Vapid } from './vapid.ts'

/** One push to one browser. */
export interface Parcel {
  endpoint: string
  keys: BrowserKeys
  message: object
  topic: string
  ttlSeconds: number
  /** All of it, from the name to the status, ms. */
  deadlineMs: number
}

export interface Transport {
  /** Never rejects for what a push service or the network does. */
  send(parcel: Parcel): Promise<Outcome>
  close(): void
}

export interface TransportOptions {
  hosts: PushHost[]
  vapid: Vapid
  resolve?: Resolve
  /** What protects the calls to each push service. */
  plan?: CallPlan
  /** PEM of an authority to trust instead of the usual ones. */
  ca?: string
}

const maxBodyBytes = 64 * 1_024

/** Speaks Web Push (RFC 8030) over HTTPS, to allowed hosts at public addresses alone, and follows no redirect. */
export function openTransport({
  hosts,
  vapid,
  resolve = resolveName,
  plan = outward.browsers.plan,
  ca,
}: TransportOptions): Transport {
  const agent = new Agent({ keepAlive: true, maxSockets: 20, maxFreeSockets: 4, timeout: 30_000, ca })
  const checked = publicLookup(resolve)
  const guards = guardsOf(hosts, plan)

  async function attempt(endpoint: URL, parcel: Parcel, host: PushHost): Promise<Outcome> {
    const lookup = host.address === undefined ? checked : fixedLookup(host.address)
    try {
      const { status, retryAfter } = await post(endpoint, parcel, { agent, lookup, vapid })
      return outcomeOf(status, retryAfter, Date.now())
    } catch (error) {
      if (error instanceof NotPublicError) return { state: 'failed', why: 'has no public address' }
      return { state: 'retry', why: whyOf(error) }
    }
  }

  return {
    async send(parcel) {
      if (insideTransaction())
        throw new Error('Pushing inside a transaction would hold its locks while waiting')
      const endpoint = new URL(parcel.endpoint)
      // Looked at again: the list may have changed since the browser subscribed.
      const host = hostOf(hosts, endpoint)
      if (!host) return { state: 'failed', why: 'is not on the list' }
      const within = (deadlineMs: number) => ({ ...parcel, deadlineMs: Math.ceil(deadlineMs) })
      return guards
        .of(host)
        .run(({ deadlineMs }) => attempt(endpoint, within(deadlineMs), host), {
          caller: parcel.endpoint,
          deadlineMs: parcel.deadlineMs,
        })
        .catch(notNow)
    },
    close() {
      guards.close()
      agent.destroy()
    },
  }
}

/** One for each entry of the list: a push service that hangs takes no place from another. */
function guardsOf(hosts: PushHost[], plan: CallPlan) {
  const failed = ({ state }: Outcome) => state === 'retry'
  const retryAfterMs = (outcome: Outcome) => (outcome.state === 'retry' ? outcome.retryAfterMs : undefined)
  const guards = new Map<PushHost, Guard<Outcome>>(
    hosts.map((host) => [host, createGuard({ name: host.name, plan, failed, retryAfterMs })]),
  )
  const hide = [...guards].map(([{ name }, guard]) => registerGuard(`push→${name}`, guard))
  return {
    of: (host: PushHost) => guards.get(host)!,
    close: () => hide.forEach((each) => each()),
  }
}

/** A call that was not let through, as an attempt that may be made later. */
function notNow(error: unknown): Outcome {
  if (!(error instanceof CallError)) throw error
  return { state: 'retry', why: `was not asked (${error.code})`, retryAfterMs: error.retryAfterMs }
}

function post(
  endpoint: URL,
  parcel: Parcel,
  using: { agent: Agent; lookup: LookupFunction; vapid: Vapid },
): Promise<{ status: number; retryAfter: string | undefined }> {
  const body = encrypt(Buffer.from(JSON.stringify(parcel.message)), parcel.keys)
  const headers = {
    authorization: using.vapid.authorization(endpoint),
    'content-encoding': 'aes128gcm',
    'content-type': 'application/octet-stream',
    'content-length': body.byteLength,
    ttl: parcel.ttlSeconds,
    urgency: 'normal',
    topic: parcel.topic,
  }
  return new Promise((resolve, reject) => {
    const { agent, lookup } = using
    const signal = AbortSignal.timeout(parcel.deadlineMs)
    const request = httpsRequest(endpoint, { method: 'POST', headers, agent, lookup, signal })
    request.on('error', reject)
    request.on('response', (response) => {
      discard(response)
      resolve({ status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'] })
    })
    request.end(body)
  })
}

// The status says it all. A short body is read so that the connection can be used again; a long one is cut, a slow one
// by the deadline.
function discard(response: IncomingMessage): void {
  let bytes = 0
  response.on('error', () => undefined)
  response.on('data', (chunk: Buffer) => {
    bytes += chunk.byteLength
    if (bytes > maxBodyBytes) response.destroy()
  })
}

const fixedLookup =
  (address: string): LookupFunction =>
  (_, options, callback) => {
    const family = isIP(address)
    if (options.all) callback(null, [{ address, family }])
    else callback(null, address, family)
  }

function whyOf(error: unknown): string {
  const { name, code } = error as NodeJS.ErrnoException
  return name === 'AbortError' ? 'did not answer in time' : `cannot be reached (${code ?? name})`
}
