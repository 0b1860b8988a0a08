import { createCipheriv, createECDH, createHmac, ECDH, randomBytes, type ECDH as KeyPair } from 'node:crypto'

/** The keys of a browser's subscription, in base64url. */
export interface BrowserKeys {
  p256dh: string
  auth: string
}

const curve = 'prime256v1'
const recordSize = 4_096
const headerBytes = 16 + 4 + 1 + 65
const maxBytes = recordSize - headerBytes - 16 - 1

/** Whether it is a point of the curve, in base64url. Others would only fail when the first push is due. */
export function isCurvePoint(p256dh: string): boolean {
  try {
    ECDH.convertKey(p256dh, curve, 'base64url', 'base64url', 'uncompressed')
    return true
  } catch {
    return false
  }
}

/**
 * A message that only the browser can read, as the body of a push: RFC 8291, one record of aes128gcm (RFC 8188).
 * Throws when a key is not one, and a RangeError beyond 3993 bytes. `using` is fixed by tests alone.
 */
export function encrypt(
  message: Uint8Array,
  { p256dh, auth }: BrowserKeys,
  using: { sender: KeyPair; salt: Buffer } = { sender: newKeyPair(), salt: randomBytes(16) },
): Buffer {
  if (message.byteLength > maxBytes) throw new RangeError(`A push carries at most ${maxBytes} bytes`)
  const { sender, salt } = using
  const browser = Buffer.from(p256dh, 'base64url')
  const secret = sender.computeSecret(browser)
  const keyInfo = Buffer.concat([Buffer.from('WebPush: info\0'), browser, sender.getPublicKey()])
  const keying = hkdf(Buffer.from(auth, 'base64url'), secret, keyInfo, 32)
  const key = hkdf(salt, keying, Buffer.from('Content-Encoding: aes128gcm\0'), 16)
  const nonce = hkdf(salt, keying, Buffer.from('Content-Encoding: nonce\0'), 12)

  const cipher = createCipheriv('aes-128-gcm', key, nonce)
  const lastRecord = Buffer.of(2)
  return Buffer.concat([
    headerOf(salt, sender.getPublicKey()),
    cipher.update(message),
    cipher.update(lastRecord),
    cipher.final(),
    cipher.getAuthTag(),
  ])
}

function newKeyPair(): KeyPair {
  const pair = createECDH(curve)
  pair.generateKeys()
  return pair
}

function headerOf(salt: Buffer, publicKey: Buffer): Buffer {
  const sizes = Buffer.alloc(5)
  sizes.writeUInt32BE(recordSize, 0)
  sizes.writeUInt8(publicKey.byteLength, 4)
  return Buffer.concat([salt, sizes, publicKey])
}

// RFC 5869. No key here is longer than one block of SHA-256, so expanding is one step.
function hkdf(salt: Buffer, keying: Buffer, info: Buffer, bytes: number): Buffer {
  const pseudorandom = createHmac('sha256', salt).update(keying).digest()
  return createHmac('sha256', pseudorandom).update(info).update(Buffer.of(1)).digest().subarray(0, bytes)
}
