import { existsSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { once } from 'node:events'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { connect } from './postgres-ask.ts'
import { allGone, type Run, withDataFolder } from './testing/run-stack.ts'
import { waitUntil } from './wait-until.ts'

const serverPid = (dataDir: string) =>
  Number.parseInt(readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8'), 10)

async function servicePid({ url }: Pick<Run, 'url'>): Promise<number> {
  const answer = (await (await fetch(url, { headers: { connection: 'close' } })).json()) as { pid: number }
  return answer.pid
}

async function environment(url: string): Promise<Record<string, string>> {
  const answer = await fetch(`${url}/env`, { headers: { connection: 'close' } })
  return (await answer.json()) as Record<string, string>
}

async function pidsOf(run: Run, dataDir: string): Promise<number[]> {
  const order = { url: (await environment(run.url))['ORDER_URL'] as string }
  return [serverPid(dataDir), await servicePid(run), await servicePid(order)]
}

function portOf(dataDir: string): string {
  return readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[3] as string
}

function ownerUrl(dataDir: string, port = portOf(dataDir)): string {
  const password = /DATABASE_PASSWORD=(.*)/.exec(readFileSync(join(dataDir, 'secrets'), 'utf8'))?.[1]
  return `postgres://nowait:${password}@127.0.0.1:${port}/nowait`
}

describe.concurrent('one command', { timeout: 120_000 }, () => {
  test('starts everything, and SIGTERM leaves nothing behind but the data', () =>
    withDataFolder(async ({ dataDir, start }) => {
      const run = await start()
      await run.up()
      const pids = await pidsOf(run, dataDir)
      run.kill('SIGTERM')
      expect(await run.ended).toBe('code 0')
      expect(await allGone(pids)).toBe(true)
      expect(readFileSync(join(dataDir, 'logs/bff.log'), 'utf8')).toContain('drained')
      expect(existsSync(join(dataDir, 'postgres/PG_VERSION'))).toBe(true)
    }))

  test('a stack killed with -9 takes its services along, and the next start adopts its database', () =>
    withDataFolder(async ({ dataDir, start }) => {
      const first = await start()
      await first.up()
      const sql = connect(ownerUrl(dataDir))
      await sql`create table note as select '안녕' as text`
      await sql.end()
      const [database, ...services] = await pidsOf(first, dataDir)
      first.kill('SIGKILL')
      expect(await allGone(services)).toBe(true)
      const second = await start()
      await second.up()
      expect(second.output()).toContain('adopted')
      expect(serverPid(dataDir)).toBe(database)
      const again = connect(ownerUrl(dataDir))
      expect(await again`select text from note`).toEqual([{ text: '안녕' }])
      await again.end()
    }))

  test('everything killed with -9 at once starts again', () =>
    withDataFolder(async ({ dataDir, start }) => {
      const first = await start()
      await first.up()
      const pids = await pidsOf(first, dataDir)
      for (const pid of [first.pid, ...pids]) process.kill(pid, 'SIGKILL')
      await first.ended
      const second = await start()
      await second.up()
      expect(second.output()).toContain('PostgreSQL 18 started')
    }))

  test('a service and a database that die are started again', () =>
    withDataFolder(async ({ dataDir, start }) => {
      const run = await start()
      await run.up()
      const [database, front] = (await pidsOf(run, dataDir)) as [number, number]
      process.kill(front, 'SIGKILL')
      process.kill(database, 'SIGKILL')
      const works = (name: string) => new RegExp(`${name} +works again`).test(run.output())
      await waitUntil(() => works('bff') && works('database'), { limitMs: 20_000 })
      expect(run.output()).toMatch(/bff +ended \(SIGKILL\), starting again/)
      expect(await servicePid(run)).not.toBe(front)
      expect(serverPid(dataDir)).not.toBe(database)
    }))

  test('a second stack on the same data is refused and does not disturb the first', () =>
    withDataFolder(async ({ dataDir, start }) => {
      const first = await start()
      await first.up()
      const second = await start()
      expect(await second.ended).toBe('code 1')
      expect(second.output()).toContain(`Nowait already runs on this data folder (process ${first.pid},`)
      expect(await pidsOf(first, dataDir)).toHaveLength(3)
    }))

  test.runIf(process.getuid?.() === 0)(
    "root's data is kept elsewhere below a folder that others may not enter",
    () =>
      withDataFolder(async ({ dataDir, start }) => {
        const run = await start()
        await run.up()
        expect(run.output()).toContain('PostgreSQL 18 created, in /var/lib/nowait/')
        expect(realpathSync(join(dataDir, 'postgres'))).toMatch(/^\/var\/lib\/nowait\/.*\/postgres$/)
      }, 0o700),
  )

  test('lost secrets are made anew', () =>
    withDataFolder(async ({ dataDir, start }) => {
      const first = await start()
      await first.up()
      first.kill('SIGINT')
      await first.ended
      const lost = ownerUrl(dataDir, '5432')
      rmSync(join(dataDir, 'secrets'))
      const second = await start()
      await second.up()
      expect(ownerUrl(dataDir, '5432')).not.toBe(lost)
    }))

  test('a service that cannot start shows the end of its log and takes everything down', () =>
    withDataFolder(async ({ dataDir, start }) => {
      const run = await start({ FAKE_FAILS: 'no coffee left' })
      expect(await run.ended).toBe('code 1')
      expect(run.output()).toMatch(/ended while starting \(code 1\)/)
      expect(run.output()).toContain('no coffee left')
      expect(existsSync(join(dataDir, 'postgres/postmaster.pid'))).toBe(false)
    }))

  test('a taken port gets one line that says what to do', () =>
    withDataFolder(async ({ start }) => {
      const stranger = createServer().listen(0, '127.0.0.1')
      await once(stranger, 'listening')
      const address = stranger.address()
      const port = typeof address === 'object' && address ? address.port : 0
      const run = await start({ PORT: String(port) })
      expect(await run.ended).toBe('code 1')
      expect(run.output()).toContain(`Port ${port} is taken`)
      expect(run.output()).toContain(`PORT=${port + 1} npm start`)
      stranger.close()
    }))

  test('data of another PostgreSQL gets one line that says what to do', () =>
    withDataFolder(async ({ dataDir, start }) => {
      const first = await start()
      await first.up()
      first.kill('SIGTERM')
      await first.ended
      writeFileSync(join(dataDir, 'postgres/PG_VERSION'), '16\n')
      const second = await start()
      expect(await second.ended).toBe('code 1')
      expect(second.output()).toContain('was made by PostgreSQL 16')
      expect(second.output()).toContain('mv ')
    }))

  test('a data folder that cannot be written gets one line that says what to do', () =>
    withDataFolder(async ({ dataDir, start }) => {
      writeFileSync(dataDir, 'a file where the folder should be')
      const run = await start()
      expect(await run.ended).toBe('code 1')
      expect(run.output()).toContain('is not writable')
      expect(run.output()).toContain('NOWAIT_DATA_DIR=')
    }))

  test('with DATABASE_URL no server of our own is started', () =>
    withDataFolder(async ({ dataDir, start }) => {
      const owner = await start()
      await owner.up()
      const guest = await start({ DATABASE_URL: ownerUrl(dataDir), NOWAIT_DATA_DIR: `${dataDir}-guest` })
      await guest.up()
      expect(guest.output()).toContain(`127.0.0.1:${portOf(dataDir)}/nowait, yours`)
      expect(guest.output()).not.toContain('demo@nowait.shop')
      expect(existsSync(`${dataDir}-guest/postgres`)).toBe(false)
    }))

  test('a service that has a URL of its own is not started', () =>
    withDataFolder(async ({ dataDir, start }) => {
      const run = await start({ ORDER_URL: 'http://127.0.0.1:1', ORDER_TOKEN: 'theirs' })
      await run.up()
      expect(await environment(run.url)).toMatchObject({
        ORDER_URL: 'http://127.0.0.1:1',
        ORDER_TOKEN: 'theirs',
      })
      expect(existsSync(join(dataDir, 'logs/order.log'))).toBe(false)
    }))
})
