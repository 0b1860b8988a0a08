import { createDecipheriv, createECDH, hkdfSync, randomBytes, randomUUID } from 'node:crypto'
import type { PushSubscriptionJson } from '@nowait/contract/push'

/** A browser that has subscribed at a push service: the keys it keeps, and what it gives to the shop. */
export interface Browser {
  subscription: PushSubscriptionJson
  /** What the shop wrote. Throws for what was not encrypted for this browser. */
  read(body: Buffer): string
}

/** `origin`: of its push service. */
export function newBrowser(origin: string, path: string = randomUUID()): Browser {
  const pair = createECDH('prime256v1')
  const p256dh = pair.generateKeys('base64url')
  const auth = randomBytes(16)
  return {
    subscription: {
      endpoint: `${origin}/push/${path}`,
      expirationTime: null,
      keys: { p256dh, auth: auth.toString('base64url') },
    },
    read: (body) => decrypt(body, { privateKey: pair.getPrivateKey(), auth }),
  }
}

/** RFC 8291 from the receiving side, written apart from the sending one: HKDF as OpenSSL has it. */
export function decrypt(body: Buffer, { privateKey, auth }: { privateKey: Buffer; auth: Buffer }): string {
  const me = createECDH('prime256v1')
  me.setPrivateKey(privateKey)
  const salt = body.subarray(0, 16)
  const recordSize = body.readUInt32BE(16)
  const sender = body.subarray(21, 21 + body.readUInt8(20))
  const record = body.subarray(21 + sender.byteLength)
  if (record.byteLength > recordSize) throw new Error('More than one record')

  const info = Buffer.concat([Buffer.from('WebPush: info\0'), me.getPublicKey(), sender])
  const keying = Buffer.from(hkdfSync('sha256', me.computeSecret(sender), auth, info, 32))
  const derive = (name: string, bytes: number) =>
    Buffer.from(hkdfSync('sha256', keying, salt, Buffer.from(`Content-Encoding: ${name}\0`), bytes))
  const decipher = createDecipheriv('aes-128-gcm', derive('aes128gcm', 16), derive('nonce', 12))
  decipher.setAuthTag(record.subarray(-16))
  const padded = Buffer.concat([decipher.update(record.subarray(0, -16)), decipher.final()])
  const end = padded.findLastIndex((byte) => byte !== 0)
  if (padded[end] !== 2) throw new Error('Not the last record')
  return padded.subarray(0, end).toString()
}
