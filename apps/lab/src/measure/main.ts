import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { leaveWhenAsked } from '../leave.ts'
import { load, machine } from '../machine.ts'
import { say, tell } from '../terminal.ts'
import { prepareBuyers } from './buyers.ts'
import { prepareCancelPush } from './cancel-push.ts'
import { prepareKafkaAway } from './kafka-away.ts'
import { live } from './live.ts'
import { type Figure, type Measure, type MeasureOptions, type Prepared, reached } from './measure.ts'
import { prepareOrderCost } from './order-cost.ts'
import { overload } from './overload.ts'
import { ownWrites } from './own-writes.ts'
import { pointAway } from './point-away.ts'
import { pointHungPage } from './point-hung-page.ts'
import { pointsVisible } from './points-visible.ts'
import { prepareProductHangs } from './product-hangs.ts'
import { rebuildPages } from './rebuild.ts'
import { sharedCache } from './shared-cache.ts'
import { openShop } from './shop.ts'

const alone = (measure: Measure) => async (): Promise<Prepared> => ({
  env: {},
  measure,
  stop: async () => {},
})

const measures: Record<string, () => Promise<Prepared>> = {
  'point-hangs': alone(pointAway('hang')),
  'point-stopped': alone(pointAway('stop')),
  'points-visible': alone(pointsVisible),
  'cancel-push': prepareCancelPush,
  'kafka-stopped': prepareKafkaAway,
  live: alone(live),
  'order-cost': prepareOrderCost,
  'own-writes': alone(ownWrites),
  'product-hangs': prepareProductHangs,
  rebuild: alone(rebuildPages),
  'shared-cache': alone(sharedCache),
  buyers: prepareBuyers,
  'point-hung-page': alone(pointHungPage),
}

/** What brings what it measures. */
const withoutShop: Record<string, (options: MeasureOptions) => Promise<Figure[]>> = { overload }

/** Requests a second, unless said. */
const usualRate: Record<string, string> = { 'product-hangs': '50' }

const inRounds = new Set(['buyers', 'own-writes'])

leaveWhenAsked()
try {
  process.exitCode = await main()
} catch (error) {
  process.stderr.write(`\n${error instanceof Error ? error.stack : String(error)}\n`)
  process.exitCode = 1
}
process.exit()

/** Starts the shop, puts it under load, prints figures; fails when one misses its goal. */
async function main(): Promise<number> {
  const { name, json, ...options } = readArgs()
  const before = load()
  const figures = await measured(name, { ...options, tell })
  say(`\n  ${name}: ${setting(name, options)}; load before ${before}, after ${load()}`)
  say(`  ${JSON.stringify(machine())}\n`)
  for (const figure of figures) sayFigure(figure)
  const missed = figures.filter((figure) => !reached(figure))
  if (json) {
    const about = { at: new Date().toISOString(), name, ...options, load: before, machine: machine() }
    writeFileSync(json, `${JSON.stringify({ ...about, figures }, null, 2)}\n`)
  }
  say(missed.length === 0 ? '\n  every goal is reached\n' : `\n  ${missed.length} missed\n`)
  return missed.length === 0 ? 0 : 1
}

async function measured(name: string, options: MeasureOptions): Promise<Figure[]> {
  if (withoutShop[name]) return withoutShop[name](options)
  options.tell('starting the shop')
  const { env, measure, stop } = await measures[name]!()
  try {
    const shop = await openShop(env)
    try {
      return await measure(shop, options)
    } finally {
      options.tell('stopping the shop')
      await shop.stop()
    }
  } finally {
    await stop()
  }
}

function readArgs() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      seconds: { type: 'string', default: '60' },
      rate: { type: 'string' },
      rounds: { type: 'string', default: '100' },
      seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
      json: { type: 'string' },
    },
  })
  const name = positionals[0] ?? ''
  const [seconds, rate] = [Number(values.seconds), Number(values.rate ?? usualRate[name] ?? '8')]
  const known = [...Object.keys(measures), ...Object.keys(withoutShop)]
  if (!known.includes(name)) throw new Error(`What is to be measured? One of ${known.join(', ')}`)
  if (!(seconds >= 1) || !(rate > 0)) throw new Error('--seconds and --rate are numbers above zero')
  const [rounds, seed] = [Number(values.rounds), Number(values.seed)]
  if (!(rounds >= 1) || !Number.isInteger(seed)) throw new Error('--rounds and --seed are whole numbers')
  return { name, seconds, rate, rounds, seed, json: values.json }
}

function setting(name: string, { seconds, rate, rounds, seed }: Omit<MeasureOptions, 'tell'>): string {
  return inRounds.has(name) ? `${rounds} rounds, seed ${seed}` : `parts of ${seconds} s, ${rate} a second`
}

function sayFigure(figure: Figure): void {
  const { name, value, unit, atMost, note } = figure
  const shown = Number.isInteger(value) ? String(value) : value.toFixed(value < 10 ? 2 : 1)
  const goal = atMost === undefined ? '' : `goal ${atMost} ${unit}${reached(figure) ? '' : '  MISSED'}`
  say(`  ${name.padEnd(46)}${shown.padStart(9)} ${unit.padEnd(8)} ${goal.padEnd(20)} ${note ?? ''}`.trimEnd())
}
