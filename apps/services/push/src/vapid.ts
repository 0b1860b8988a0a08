import { createECDH, createPrivateKey, type KeyObject, sign } from 'node:crypto'

/** A P-256 key pair: the uncompressed point and the number, both in base64url. */
export interface KeyPair {
  publicKey: string
  privateKey: string
}

/** Says to push services who we are (RFC 8292). */
export interface Vapid {
  /** What browsers subscribe with. */
  publicKey: string
  /** The `Authorization` of a push to this endpoint. */
  authorization(endpoint: URL): string
}

export function newKeyPair(): KeyPair {
  const pair = createECDH('prime256v1')
  return { publicKey: pair.generateKeys('base64url'), privateKey: pair.getPrivateKey('base64url') }
}

/** Whether the public key is the one of the private key. */
export function belongTogether({ publicKey, privateKey }: KeyPair): boolean {
  try {
    const pair = createECDH('prime256v1')
    pair.setPrivateKey(privateKey, 'base64url')
    return pair.getPublicKey('base64url') === publicKey
  } catch {
    return false
  }
}

const validMs = 12 * 3_600_000
// Apple asks for a new token at most once an hour; a token used longer than that has still ten hours left.
const keptMs = 2 * 3_600_000
const maxKept = 100

/** `subject`: whom a push service may write to, `mailto:` or `https:`. The private key cannot be read back. */
export function createVapid(pair: KeyPair, subject: string, now: () => number = Date.now): Vapid {
  const key = signingKey(pair)
  const kept = new Map<string, { token: string; until: number }>()

  function tokenFor(audience: string): string {
    const known = kept.get(audience)
    if (known && known.until > now()) return known.token
    const token = signToken(key, { aud: audience, exp: Math.floor((now() + validMs) / 1_000), sub: subject })
    if (kept.size >= maxKept) kept.clear()
    kept.set(audience, { token, until: now() + keptMs })
    return token
  }

  return {
    publicKey: pair.publicKey,
    authorization: ({ origin }) => `vapid t=${tokenFor(origin)}, k=${pair.publicKey}`,
  }
}

function signingKey({ publicKey, privateKey }: KeyPair): KeyObject {
  const point = Buffer.from(publicKey, 'base64url')
  const x = point.subarray(1, 33).toString('base64url')
  const y = point.subarray(33).toString('base64url')
  return createPrivateKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', x, y, d: privateKey } })
}

function signToken(key: KeyObject, claims: object): string {
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
  const signed = `${encode({ typ: 'JWT', alg: 'ES256' })}.${encode(claims)}`
  const signature = sign('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' })
  return `${signed}.${signature.toString('base64url')}`
}
