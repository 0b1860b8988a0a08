import type { Mode } from '@nowait/chassis/dispatch/integration'
import type { Site } from '../crash/site.ts'
import { type Arena, openArena } from './arena.ts'
import { burst, type Pending, pendingOf, seen, type Seen } from './figures.ts'
import { type Answered, load } from './load.ts'
import { clients, externals, type ExternalMs, places, requests, workers } from './settings.ts'

/** One mode, while the outside takes so long. Times in ms. */
export interface Run extends Seen, Pending {
  mode: Mode
  workers: number
  clients: number
  externalMs: ExternalMs
  requests: number
  /** Of 25 clients that ask at once. */
  firstMs: number
  lastMs: number
  /** Of what was answered before the process was killed half-way, what never took effect after another had taken its place. */
  lost: number
  answeredBeforeKill: number
}

export interface RunOptions {
  quick: boolean
  tell(text: string): void
}

/** Measures one mode with the outside fast and slow, on processes of its own. */
export async function runMode(
  site: Pick<Site, 'openRow' | 'brokers'>,
  mode: Mode,
  options: RunOptions,
): Promise<Run[]> {
  options.tell(`${mode}: starting`)
  const arena = await openArena(site, mode)
  try {
    await warmUp(arena, mode)
    const measured: Measured[] = []
    for (const externalMs of externals) measured.push(await measure(arena, mode, externalMs, options))
    // Last: whoever takes the place of a killed process is cold.
    const runs: Run[] = []
    for (const each of measured) {
      options.tell(`${mode}, outside ${each.externalMs} ms: killed half-way`)
      runs.push({ ...each, ...(await killHalfWay(arena, mode, each.externalMs)) })
    }
    return runs
  } finally {
    await arena.close()
  }
}

/** So that every thread, connection and topic is there before it counts. */
export async function warmUp(arena: Arena, mode: Mode): Promise<void> {
  const deferred = mode !== 'inline'
  const count = deferred ? places + clients : clients
  let answered: Answered[] = []
  const order = async () =>
    void (answered = await load(arena.order, { clients, requests: count, name: 'warm' }))
  if (deferred) await arena.fill(places, order)
  else await order()
  const done = await arena.untilDone(
    answered.map(({ operation }) => operation),
    { quietMs: 30_000 },
  )
  if (!done || answered.length < count)
    throw new Error(`${mode} does not work: of ${count} orders not all took effect`)
}

type Measured = Omit<Run, 'lost' | 'answeredBeforeKill'>

async function measure(
  arena: Arena,
  mode: Mode,
  externalMs: ExternalMs,
  { quick, tell }: RunOptions,
): Promise<Measured> {
  const where = `${mode}, outside ${externalMs} ms`
  arena.take(externalMs)
  tell(`${where}: ${clients} at once`)
  const atOnce = await load(arena.order, { clients, requests: clients, name: `burst-${externalMs}` })
  await arena.untilDone(atOnce.map(({ operation }) => operation))
  const count = requests({ quick, deferred: mode !== 'inline', externalMs })
  const answered = await load(arena.order, {
    clients,
    requests: count,
    name: `load-${externalMs}`,
    onAnswer: (done) => tell(`${where}: ${done} of ${count} answered`),
  })
  if (atOnce.length < clients || answered.length < count)
    throw new Error(`${where}: orders failed without a reason`)
  tell(`${where}: waiting for the last effects`)
  await arena.untilDone(answered.map(({ operation }) => operation))
  return {
    mode,
    workers,
    clients,
    externalMs,
    requests: count,
    ...seen(answered),
    ...burst(atOnce),
    ...pendingOf(answered, await arena.effects()),
  }
}

async function killHalfWay(
  arena: Arena,
  mode: Mode,
  externalMs: ExternalMs,
): Promise<Pick<Run, 'lost' | 'answeredBeforeKill'>> {
  arena.take(externalMs)
  const count = (mode === 'inline' ? 2 : 4) * clients
  let killing: Promise<void> | undefined
  const answered = await load(arena.order, {
    clients,
    requests: count,
    name: `kill-${externalMs}`,
    onAnswer: (done) => {
      if (done >= count / 2) killing ??= arena.kill()
    },
  })
  await killing
  await arena.restart()
  const operations = answered.map(({ operation }) => operation)
  await arena.untilDone(operations)
  const effects = await arena.effects()
  return {
    lost: operations.filter((operation) => !effects.has(operation)).length,
    answeredBeforeKill: operations.length,
  }
}
