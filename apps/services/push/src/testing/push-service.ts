import { createPublicKey, verify } from 'node:crypto'
import type { IncomingHttpHeaders, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { selfSigned } from './certificate.ts'

export interface Received {
  path: string
  headers: IncomingHttpHeaders
  body: Buffer
  receivedAt: Date
}

/** How it answers from now on. */
export type Answering = (response: ServerResponse, received: Received) => void

export const hostname = 'push.nowait.test'

/** A push service over TLS on this machine: takes what comes, answers 201 unless told otherwise. */
export async function startPushService() {
  const { key, cert } = selfSigned(hostname)
  const received: Received[] = []
  let answering: Answering = (response) => response.writeHead(201).end()
  const server = createServer({ key, cert }, async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const { url: path = '', headers } = request
    const one = { path, headers, body: Buffer.concat(chunks), receivedAt: new Date() }
    received.push(one)
    answering(response, one)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    origin: `https://${hostname}:${port}`,
    /** For the list of hosts: where it is, too. */
    entry: `${hostname}:${port}=127.0.0.1`,
    port,
    ca: cert,
    received,
    at: (endpoint: string) => received.filter(({ path }) => endpoint.endsWith(path)),
    answer: (how: Answering | number): void => {
      answering = typeof how === 'number' ? (response) => response.writeHead(how).end() : how
    },
    close: () =>
      new Promise<void>((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      }),
  }
}

export type PushService = Awaited<ReturnType<typeof startPushService>>

/** The claims of an `Authorization: vapid …`, and its key. Throws when the signature is not by that key. */
export function readVapid(authorization: string | undefined): { claims: Claims; publicKey: string } {
  const match = /^vapid t=([\w-]+)\.([\w-]+)\.([\w-]+), k=([\w-]+)$/.exec(authorization ?? '')
  if (!match) throw new Error(`Not VAPID: ${authorization}`)
  const [, head, payload, signature, publicKey] = match as unknown as [string, string, string, string, string]
  const point = Buffer.from(publicKey, 'base64url')
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((half) => half.toString('base64url'))
  const key = createPublicKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', x, y } })
  const signed = Buffer.from(`${head}.${payload}`)
  const valid = verify(
    'sha256',
    signed,
    { key, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  )
  if (!valid) throw new Error('The signature is not by the key that came with it')
  const decode = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString()) as unknown
  if ((decode(head) as { alg: string }).alg !== 'ES256') throw new Error('Not signed with ES256')
  return { claims: decode(payload) as Claims, publicKey }
}

interface Claims {
  aud: string
  exp: number
  sub: string
}
