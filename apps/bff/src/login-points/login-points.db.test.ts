import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { type Jobs, startJobs } from '@nowait/chassis/jobs/start-jobs'
import { eventually } from '@nowait/chassis/testing/eventually'
import { testEvents } from '@nowait/chassis/testing/test-events'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { subscribeToNews } from '../subscriptions.ts'
import { startBff, type Bff, type Browser } from '../testing/bff.ts'
import { listen } from '../testing/event-source.ts'
import { prepareLoginPoints } from './login-points.ts'

let bff: Bff
const running: Jobs[] = []
const letGo: (() => void)[] = []
beforeAll(async () => {
  bff = await startBff()
})
afterEach(async () => {
  for (const release of letGo.splice(0)) release()
  await Promise.all(running.splice(0).map((jobs) => jobs.stop()))
})
afterAll(() => bff.stop())

const password = 'a long enough one'
const soon = { withinMs: 20_000 }
/** A process or a thread of its own has to start first. */
const startedSoon = { withinMs: 60_000 }

/** Somebody with an account who is not signed in. */
async function member() {
  const email = `${crypto.randomUUID()}@example.com`
  const { session } = await bff.signUp(email)
  const { id } = session.member
  const signIn = async (): Promise<Browser> =>
    bff.browserOf(await bff.change('/api/session', { body: { email, password } }))
  return { id, signIn }
}

/** Carries out what was accepted, as the process does. */
function work(of: Bff = bff): void {
  const { database, dispatch, log } = of
  const { queues, onJob } = dispatch
  running.push(startJobs({ database, log, queues, onJob, graceMs: 0 }))
}

const accrualsOf = (id: string) => bff.services.accruals.filter((accrual) => accrual.member === id)
/** A call that was too late for a busy machine comes again, under the same key. */
const keysOf = (id: string) => [...new Set(accrualsOf(id).map(({ key }) => key))]
const pointsOf = async (browser: Browser) => {
  const { balance, pending, items } = await browser.client.getPoints()
  // 120 are promised to everybody by the fake.
  return { balance, pending: pending - 120, states: items.map(({ reason, state }) => `${reason} ${state}`) }
}
const promised = { balance: 0, pending: 100, states: ['login pending'] }
const accrued = { balance: 100, pending: 0, states: ['login accrued'] }
const published = async (id: string) => {
  const rows = await bff.database.sql<{ type: string; version: number }[]>`
    select type, version, aggregate from (
      select type, version, aggregate from outbox union all select type, version, aggregate from event_log
    ) as told where aggregate like ${`login:${id}:%`} order by version`
  return rows.map(({ type, version }) => `${version} ${type}`)
}
const [requestedOnce, accruedOnce] = ['1 points.requested', '2 points.accrued']

describe('the first sign-in of a day', () => {
  test('promises points at once, on My Page too, and they are accrued without anybody waiting', async () => {
    const { id, signIn } = await member()
    const browser = await signIn()
    expect(await pointsOf(browser)).toEqual(promised)
    expect(
      (await browser.ask('GET', '/api/pages/my', undefined, { accept: 'application/json' })).json(),
    ).toMatchObject({
      point: { state: 'ready', data: { pending: 220, items: [{ reason: 'login', state: 'pending' }] } },
    })
    expect(await published(id)).toEqual([requestedOnce])

    work()
    await eventually(async () => expect(await pointsOf(browser)).toEqual(accrued), soon)
    await eventually(async () => expect(await published(id)).toEqual([requestedOnce, accruedOnce]), soon)
    const [{ day }] = await bff.database.sql<[{ day: string }]>`
      select day::text from login_points where member_id = ${id}`
    const key = `login-points:${id}:${day}`
    expect(accrualsOf(id)[0]).toEqual({ member: id, key, reference: `login:${day}`, points: 100 })
  })

  test('is the only one that brings any, also when fifty come at once', async () => {
    const { id, signIn } = await member()
    await Promise.all(Array.from({ length: 50 }, signIn))
    work()
    const browser = await signIn()
    await eventually(async () => expect(await published(id)).toEqual([requestedOnce, accruedOnce]), soon)
    expect(await pointsOf(browser)).toEqual(accrued)
    expect(keysOf(id)).toHaveLength(1)
  })

  test('comes again the next day', async () => {
    const { id, signIn } = await member()
    await signIn()
    await bff.database.sql`update login_points set day = day - 1 where member_id = ${id}`
    await bff.database.sql`
      update job_unique set unique_key = 'yesterday' where unique_key like ${`${id}%`}`
    expect(await pointsOf(await signIn())).toMatchObject({ pending: 200 })
  })

  test('that is rolled back promises nothing, and takes nothing away from the next one', async () => {
    const { id, signIn } = await member()
    const bringPoints = await prepareLoginPoints(bff.database, bff.dispatch, id)
    const rolledBack = bff.database.transaction(async (tx) => {
      await bringPoints(tx)
      throw new Error('no session')
    })
    await expect(rolledBack).rejects.toThrow('no session')
    work()
    expect(await published(id)).toEqual([])
    const browser = await signIn()
    await eventually(async () => expect(await pointsOf(browser)).toEqual(accrued), soon)
    expect(keysOf(id)).toHaveLength(1)
  })

  test('does not notice a point service that hangs; the points are there once when it is back', async () => {
    const { id, signIn } = await member()
    const release = bff.services.hold('point', 'before')
    letGo.push(release)
    work()
    const browser = await signIn()
    expect(browser.session.member.id).toBe(id)
    const asked = () =>
      bff.services.asked.filter(({ service, member }) => service === 'point' && member === id)
    await eventually(() => asked().length > 1, soon)
    expect(await published(id)).toEqual([requestedOnce])

    release()
    await eventually(async () => expect(await published(id)).toEqual([requestedOnce, accruedOnce]), soon)
    expect(await pointsOf(browser)).toEqual(accrued)
    expect(keysOf(id)).toHaveLength(1)
  })

  test('reaches an open page, and one that opened a moment too late', async () => {
    const { signIn } = await member()
    const { database, log } = bff
    const events = testEvents({ database, url: bff.urlOf('bff'), schema: 'bff', log })
    subscribeToNews({ events, database })
    try {
      const browser = await signIn()
      const early = await listen(bff.url, browser.cookie)
      work()
      await eventually(() => expect(early.events).toEqual([{ type: 'points' }, { type: 'points' }]), soon)
      const late = await listen(bff.url, browser.cookie)
      await eventually(() => expect(late.events).toEqual(early.events))
      early.close()
      late.close()
      expect((await browser.client.listNotifications()).items).toEqual([])
    } finally {
      await events.stop()
    }
  })
})

test(
  'a process that is killed after the point service has done its part costs nothing, and doubles nothing',
  { timeout: 120_000 },
  async () => {
    const { id, signIn } = await member()
    const release = bff.services.hold('point', 'after')
    letGo.push(release)
    const browser = await signIn()
    const main = fileURLToPath(new URL('../main.ts', import.meta.url))
    const env = {
      ...process.env,
      PORT: '0',
      DATABASE_URL: bff.urlOf('bff'),
      WEB_DIST: bff.dist,
      LOG_LEVEL: 'silent',
    }
    const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
    const ended = once(child, 'exit')
    try {
      await eventually(() => accrualsOf(id).length > 0, startedSoon)
    } finally {
      child.kill('SIGKILL')
      await ended
    }
    expect(await published(id)).toEqual([requestedOnce])

    release()
    work()
    await eventually(async () => expect(await published(id)).toEqual([requestedOnce, accruedOnce]), soon)
    expect(await pointsOf(browser)).toEqual(accrued)
    expect(keysOf(id)).toHaveLength(1)
  },
)

test.each(['inline', 'thread'])('the points come in the mode %s too', { timeout: 120_000 }, async (mode) => {
  const other = await startBff({ modes: { MODE_LOGIN_POINTS: mode } })
  try {
    const email = `${crypto.randomUUID()}@example.com`
    await other.signUp(email)
    // Who waits for the outside and finds it too slow signs in once more.
    const browser = await eventually(async () => {
      const reply = await other.change('/api/session', { body: { email, password } })
      expect(reply.status).toBe(200)
      return other.browserOf(reply)
    }, soon)
    await eventually(async () => expect(await pointsOf(browser)).toEqual(accrued), startedSoon)
    expect(new Set(other.services.accruals.map(({ key }) => key)).size).toBe(1)
  } finally {
    await other.stop()
  }
})

test('who lets a sign-in wait for the points is told when they cannot be had', async () => {
  const other = await startBff({ modes: { MODE_LOGIN_POINTS: 'inline' } })
  try {
    const email = `${crypto.randomUUID()}@example.com`
    await other.signUp(email)
    const release = other.services.hold('point', 'before')
    const reply = await other.change('/api/session', { body: { email, password } })
    expect(reply.json()).toMatchObject({ status: 502, code: 'UPSTREAM_ERROR' })
    release()
  } finally {
    await other.stop()
  }
})
