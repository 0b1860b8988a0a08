import { setTimeout as pause } from 'node:timers/promises'
import { paced } from '../bench/paced.ts'
import { percentile } from '../bench/statistics.ts'
import { startNode } from './children.ts'
import { recordEvents } from './events.ts'
import { makeMembers, signIn, type SignedIn } from './members.ts'
import type { Measure, MeasureOptions } from './measure.ts'
import { placeOrder, stockUp } from './orders.ts'
import type { Shop } from './shop.ts'

const events = 100_000
const readers = 20
/** Reads a second; orders come beside them at the given rate. */
const readsPerSecond = 40

/** Rebuilds My Page of 100,000 events while pages are read and orders come. */
export const rebuildPages: Measure = async (shop, options) => {
  const { tell } = options
  const product = await stockUp(shop)
  const members = await makeMembers(shop, readers)
  const people = await Promise.all(members.map((member) => signIn(shop, member)))
  tell(`recording ${events} events, and reading them once`)
  await recordEvents(shop, events)
  await runRebuild(shop)
  await shop.owner.sql`update mypage.consumer_group set paused = false`
  await caughtUp(shop)

  tell('pages are read')
  const calm = await load(shop, people, product, { ...options, seconds: Math.min(options.seconds, 20) })
  tell('rebuilding while pages are read')
  const running = { over: false }
  const started = performance.now()
  const [output, during] = await Promise.all([
    runRebuild(shop).finally(() => (running.over = true)),
    load(shop, people, product, { ...options, seconds: 600 }, running),
  ])
  const seconds = (performance.now() - started) / 1_000
  const [{ differences, read }] = await shop.owner.sql<[{ differences: number; read: number }]>`
    select differences, events as read from mypage.rebuild`
  return [
    { name: 'differences', value: differences, unit: '', atMost: 0 },
    { name: 'time of the rebuild', value: seconds, unit: 's', atMost: 60, note: `${read} events` },
    {
      name: 'for a million events',
      value: (seconds / read) * (1_000_000 / 60),
      unit: 'min',
      note: output.split('\n')[0],
    },
    {
      name: 'reads that failed',
      value: calm.failed + during.failed,
      unit: '',
      atMost: 0,
      note: `of ${calm.times.length + during.times.length}`,
    },
    {
      name: 'p99 of reads, times that without a rebuild',
      value: percentile(during.times, 0.99) / percentile(calm.times, 0.99),
      unit: 'x',
      atMost: 2,
      note: `${percentile(during.times, 0.99).toFixed(1)} against ${percentile(calm.times, 0.99).toFixed(1)} ms`,
    },
  ]
}

async function load(
  shop: Shop,
  people: SignedIn[],
  product: string,
  { seconds, rate }: MeasureOptions,
  until: { over: boolean } = { over: false },
): Promise<{ times: number[]; failed: number }> {
  const times: number[] = []
  let failed = 0
  let n = 0
  const read = async () => {
    const { cookie } = people[n++ % people.length]!
    const start = performance.now()
    const answer = await fetch(`${shop.url}/api/pages/my`, { headers: { cookie } })
    const text = await answer.text()
    times.push(performance.now() - start)
    if (!answer.ok || text.includes('"unavailable"')) failed++
  }
  const order = async () => void (await placeOrder(shop, people[n % people.length]!, product))
  const end = performance.now() + seconds * 1_000
  while (!until.over && performance.now() < end)
    await Promise.all([paced(readsPerSecond, 1_000, read), paced(rate, 1_000, order)])
  return { times, failed }
}

/** Gives what it printed. @throws Error when it failed. */
async function runRebuild({ databaseOf }: Shop): Promise<string> {
  const child = startNode('apps/services/mypage/src/rebuild/main.ts', { DATABASE_URL: databaseOf('mypage') })
  let output = ''
  child.stdout.on('data', (text: string) => (output += text))
  const [code] = await child.ended
  if (code !== 0) throw new Error(`The rebuild ended with ${code}: ${output}`)
  return output
    .split('\n')
    .filter((line) => /events of/.test(line))
    .join('\n')
}

async function caughtUp({ url }: Shop): Promise<void> {
  // Until the service says that it is not behind: the page then comes from it.
  for (let tries = 0; tries < 120; tries++) {
    if ((await fetch(`${url}/api/ready`)).ok) await pause(500)
    else continue
    if (tries > 4) return
  }
}
