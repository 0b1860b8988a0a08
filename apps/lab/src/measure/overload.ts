import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { memberHeader } from '@nowait/contract/headers'
import { getRequest, type Line, openLine } from '../bench/order-page/load.ts'
import { paced } from '../bench/paced.ts'
import { percentile } from '../bench/statistics.ts'
import { startNode } from './children.ts'
import type { Figure, MeasureOptions } from './measure.ts'

const slots = 10
const workMs = 100
const best = (slots * 1_000) / workMs
const times = 10
const peakMs = 10_000
const calmMs = 10_000
/** One request in so many is a write; of the others one in three is a member's own. */
const writeEvery = 20

interface Answered {
  /** When it was sent, ms since the beginning of its part. */
  at: number
  ms: number
  status: number
  write: boolean
}

/** Ten times more is asked of a service than it can do; it has 10 places in which something takes 100 ms. */
export async function overload({ seconds, tell }: MeasureOptions): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'nowait-overload-'))
  const journal = join(folder, 'journal')
  const service = startNode('apps/lab/src/measure/overload-process.ts', {
    SLOTS: String(slots),
    WORK_MS: String(workMs),
    JOURNAL: journal,
  })
  try {
    const [port] = (await once(service.channel, 'message')) as [number]
    const callers = createCallers(port)
    const pid = service.channel.pid!
    tell('as much as it can do')
    const peak = await callers.ask(best, peakMs)
    const memory = watchMemory(pid)
    tell(`${times} times as much`)
    const over = await callers.ask(times * best, seconds * 1_000)
    tell('half of what it can do')
    const calm = await callers.ask(best / 2, calmMs)
    const grownMB = memory.grownMB()
    callers.close()
    // Without a chance to put anything in order.
    service.signal('SIGKILL')
    await service.stop()
    const written = new Set(readFileSync(journal, 'utf8').split('\n'))
    const lost = callers.acknowledged.filter((id) => !written.has(id)).length
    return [
      ...figuresOf({ peak, over, calm, seconds }),
      { name: 'memory grown, at most', value: grownMB, unit: 'MB', atMost: 100 },
      lostFigure(lost, callers.acknowledged.length),
    ]
  } finally {
    await service.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

interface Parts {
  peak: Answered[]
  over: Answered[]
  calm: Answered[]
  seconds: number
}

function figuresOf({ peak, over, calm, seconds }: Parts): Figure[] {
  const best = goodOf(peak).length / (peakMs / 1_000)
  const good = goodOf(over)
  const refused = over.filter(({ status }) => status === 503 || status === 429)
  const other = over.length - good.length - refused.length
  const writes = over.filter(({ write }) => write)
  return [
    { name: 'answered, as much asked as it can do', value: best, unit: 'a second' },
    { name: `answered, ${times} times as much asked`, value: good.length / seconds, unit: 'a second' },
    {
      name: 'answers lost of the best',
      value: Math.max(0, 100 * (1 - good.length / seconds / best)),
      unit: '%',
      atMost: 20,
    },
    {
      name: 'p99 of what is answered',
      value: percentile(
        good.map(({ ms }) => ms),
        0.99,
      ),
      unit: 'ms',
    },
    {
      name: 'p99 of what is refused',
      value: percentile(
        refused.map(({ ms }) => ms),
        0.99,
      ),
      unit: 'ms',
      atMost: 50,
      note: `${refused.length} refused of ${over.length}`,
    },
    { name: 'neither answered nor refused', value: other, unit: '', atMost: 0 },
    {
      name: 'writes refused',
      value: (100 * writes.filter(({ status }) => status !== 201).length) / writes.length,
      unit: '%',
      note: `of all others ${((100 * refused.length) / over.length).toFixed(0)} %`,
    },
    { name: 'until nothing is refused any more', value: recoveredMs(calm) / 1_000, unit: 's', atMost: 5 },
  ]
}

const lostFigure = (lost: number, of: number): Figure => ({
  name: 'acknowledged and lost',
  value: lost,
  unit: '',
  atMost: 0,
  note: `of ${of} writes, after a SIGKILL`,
})

const goodOf = (all: Answered[]) => all.filter(({ status }) => status === 200 || status === 201)

/** From the end of the overload to the last answer that was not a good one. */
const recoveredMs = (calm: Answered[]) =>
  Math.max(0, ...calm.filter(({ status }) => status >= 300).map(({ at, ms }) => at + ms))

/** Asks at a steady rate, whatever is answered; a request that finds no free connection opens one. */
function createCallers(port: number) {
  const look = getRequest('/look', {})
  const own = getRequest('/look', { [memberHeader]: crypto.randomUUID() })
  const write = Buffer.from('POST /write HTTP/1.1\r\nhost: localhost\r\ncontent-length: 0\r\n\r\n')
  const free: Line[] = []
  const acknowledged: string[] = []
  const requestOf = (n: number) => (n % writeEvery === 0 ? write : n % 3 === 0 ? own : look)

  async function ask(perSecond: number, forMs: number): Promise<Answered[]> {
    const all: Answered[] = []
    const start = performance.now()
    let n = 0
    await paced(perSecond, forMs, async () => {
      const request = requestOf(n++)
      const sent = performance.now()
      const { status, body } = await askOne(request)
      const ms = performance.now() - sent
      if (status === 201) acknowledged.push((JSON.parse(body) as { id: string }).id)
      all.push({ at: sent - start, ms, status, write: request === write })
    })
    return all
  }

  async function askOne(request: Buffer): Promise<{ status: number; body: string }> {
    try {
      const line = free.pop() ?? (await openLine(port))
      const answer = await line.ask(request)
      free.push(line)
      return answer
    } catch {
      // It hung up, or did not take the connection.
      return { status: 0, body: '' }
    }
  }

  return { ask, acknowledged, close: () => free.forEach((line) => line.close()) }
}

function watchMemory(pid: number) {
  const before = residentMB(pid)
  let most = before
  const looking = setInterval(() => (most = Math.max(most, residentMB(pid))), 500)
  return {
    grownMB() {
      clearInterval(looking)
      return most - before
    },
  }
}

/** NaN where there is no /proc. */
function residentMB(pid: number): number {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024
  } catch {
    return Number.NaN
  }
}
