import { createHash, createHmac } from 'node:crypto'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Database } from '@nowait/chassis/database'
import type { Log } from '@nowait/chassis/log'
import { readPage } from './project.ts'
import { changedChannel } from './store.ts'

export interface StaticPagesOptions {
  /** Where the files go; the root of a web server or what is copied to an object store. */
  folder: string
  /** Shared with the web server that checks the addresses, and with nobody else. */
  secret: string
  /** How long an address is good. */
  seconds: number
}

/** Members' pages as compressed files beside the service, for a web server that need not ask anybody. */
export interface StaticPages {
  /** Where a member's file is, and until when (seconds since 1970) the web server gives it. */
  addressOf(member: string): { path: string; expires: number }
  /** Resolves when everything that changed so far is written. */
  settled(): Promise<void>
  stop(): Promise<void>
}

const compressed = { br: promisify(brotliCompress), gz: promisify(gzip) }
// The highest levels cost more than they save on some kilobytes that change with every event.
const options = { br: { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }, gz: { level: 6 } }

/** Writes the page of each member whose page changes. A page that cannot be written is written with its next change. */
export async function startStaticPages(
  database: Database,
  { folder, secret, seconds }: StaticPagesOptions,
  log: Log,
): Promise<StaticPages> {
  const running = new Map<string, Promise<void>>()
  const again = new Set<string>()
  // Nobody can tell whose it is, nor find it without the secret.
  const nameOf = (member: string) => createHmac('sha256', secret).update(member).digest('base64url')
  await mkdir(folder, { recursive: true })

  async function write(member: string): Promise<void> {
    do {
      again.delete(member)
      const page = await readPage(database, member)
      if (!page) return
      const lines = Buffer.from(page.lines)
      await Promise.all([
        put(`${nameOf(member)}.ndjson.br`, await compressed.br(lines, options.br)),
        put(`${nameOf(member)}.ndjson.gz`, await compressed.gz(lines, options.gz)),
      ])
    } while (again.has(member))
  }

  // A reader sees the former page or the new one, never half of one.
  async function put(name: string, bytes: Buffer): Promise<void> {
    const file = join(folder, name)
    await writeFile(`${file}.new`, bytes, { mode: 0o640 })
    await rename(`${file}.new`, file)
  }

  function changed(member: string): void {
    if (member === '*') return
    again.add(member)
    if (running.has(member)) return
    const written = write(member)
      .catch((error: unknown) => log.error({ err: error }, 'a page could not be written as a file'))
      .finally(() => running.delete(member))
    running.set(member, written)
  }

  const listening = await database.listen(changedChannel, changed)
  const settled = async () => void (await Promise.all(running.values()))
  return {
    addressOf(member) {
      const expires = Math.floor(Date.now() / 1_000) + seconds
      const uri = `/pages/${nameOf(member)}.ndjson`
      return { path: `${uri}?s=${signatureOf(uri, expires, secret)}&e=${expires}`, expires }
    },
    settled,
    async stop() {
      await listening.stop()
      await settled()
    },
  }
}

/** As nginx's `secure_link_md5 "$secure_link_expires$uri <secret>"` makes it; the secret at its end is no matter of md5's collisions. */
export const signatureOf = (uri: string, expires: number, secret: string): string =>
  createHash('md5').update(`${expires}${uri} ${secret}`).digest('base64url')
