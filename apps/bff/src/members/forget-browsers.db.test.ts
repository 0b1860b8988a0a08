import { startJobs } from '@nowait/chassis/jobs/start-jobs'
import { eventually } from '@nowait/chassis/testing/eventually'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBff, type Bff, type Browser } from '../testing/bff.ts'
import { samplePushSubscription } from '../testing/samples.ts'

const password = 'a long enough one'
let bff: Bff
beforeAll(async () => {
  bff = await startBff()
})
afterAll(() => bff.stop())

/** Two browsers of a member, both getting pushes. */
async function twoBrowsers(): Promise<{ here: Browser; there: Browser }> {
  const email = `${crypto.randomUUID()}@example.com`
  const here = await bff.signUp(email, password)
  const there = bff.browserOf(await bff.change('/api/session', { body: { email, password } }))
  for (const browser of [here, there]) {
    const endpoint = `https://push.example/${crypto.randomUUID()}`
    await browser.client.addPushSubscription({ body: { ...samplePushSubscription, endpoint } })
  }
  return { here, there }
}

const removals = () => bff.services.asked.filter(({ path }) => path === '/subscriptions/remove-all')

/** Carries out what was accepted, as the process does, until the push service was told. */
async function work(memberId: string): Promise<void> {
  const { database, log, dispatch } = bff
  const jobs = startJobs({ database, log, queues: dispatch.queues, onJob: dispatch.onJob, graceMs: 0 })
  const told = () => expect(removals().map(({ member }) => member)).toContain(memberId)
  await eventually(async () => told(), { withinMs: 20_000 }).finally(() => jobs.stop())
}

test.for<[string, (browser: Browser) => Promise<unknown>]>([
  ['signing out everywhere', ({ client }) => client.signOutEverywhere()],
  [
    'a new password',
    ({ client }) => client.changePassword({ body: { current: password, next: 'another long one' } }),
  ],
])('%s ends the pushes to all browsers, without waiting for the push service', async ([, leave]) => {
  const { here } = await twoBrowsers()
  const { id } = here.session.member
  const before = removals().length
  await leave(here)
  expect(removals()).toHaveLength(before)
  await work(id)
})

test('signing out here leaves the other browser its pushes', async () => {
  const { here, there } = await twoBrowsers()
  await here.client.signOut()
  expect((await there.client.listPushSubscriptions()).items).toHaveLength(2)
})
