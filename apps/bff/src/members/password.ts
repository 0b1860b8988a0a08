import { argon2, randomBytes, timingSafeEqual, type Argon2Parameters } from 'node:crypto'
import { promisify } from 'node:util'
import { Problem } from '@nowait/contract/problem'

/**
 * argon2id with 19 MiB, 2 passes, 1 lane (the first choice of OWASP's list): about 35 ms of one core. It runs in libuv's
 * threads, off the event loop. `memory` is in KiB.
 */
const cost = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 }

const derive = promisify<'argon2id', Argon2Parameters, Buffer>(argon2)

/** At once: more would fill libuv's threads and 19 MiB each; a crowd of sign-ins waits in line, a flood is turned away. */
const atOnce = 2
const mostWaiting = 100

let running = 0
const waiting: (() => void)[] = []

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (waiting.length >= mostWaiting) throw new Problem('SERVICE_UNAVAILABLE', { retryAfterMs: 2_000 })
  if (running >= atOnce) await new Promise<void>((go) => waiting.push(go))
  else running++
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else running--
  }
}

// The same characters typed on another keyboard may arrive as other code points; nothing is cut off.
const bytesOf = (password: string) => Buffer.from(password.normalize('NFKC'), 'utf8')

/** A hash that carries its own cost and salt, in the PHC format. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16)
  const tag = await inTurn(() => derive('argon2id', { message: bytesOf(password), nonce, ...cost }))
  const { memory, passes, parallelism } = cost
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${base64(nonce)}$${base64(tag)}`
}

/** Whether the password is the one; without a hash (no such account) it takes as long and says no. */
export async function passwordFits(password: string, hash: string | undefined): Promise<boolean> {
  const { tag, nonce, memory, passes, parallelism } = parse(hash ?? nobodysHash)
  const parameters = { message: bytesOf(password), nonce, memory, passes, parallelism, tagLength: tag.length }
  const derived = await inTurn(() => derive('argon2id', parameters))
  return timingSafeEqual(derived, tag) && hash !== undefined
}

const nobodysHash = `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${base64(randomBytes(16))}$${base64(randomBytes(cost.tagLength))}`

function base64(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '')
}

function parse(hash: string) {
  const match = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/.exec(hash)
  if (!match) throw new Error('A stored password hash is not argon2id in the PHC format')
  const [, memory, passes, parallelism, nonce, tag] = match as unknown as string[]
  return {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    nonce: Buffer.from(nonce!, 'base64'),
    tag: Buffer.from(tag!, 'base64'),
  }
}
