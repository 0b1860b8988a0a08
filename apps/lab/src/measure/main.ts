import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { leaveWhenAsked } from '../leave.ts'
import { load, machine } from '../machine.ts'
import { say, tell } from '../terminal.ts'
import { prepareCancelPush } from './cancel-push.ts'
import { prepareKafkaAway } from './kafka-away.ts'
import { type Figure, type Measure, type MeasureOptions, type Prepared, reached } from './measure.ts'
import { pointAway } from './point-away.ts'
import { pointsVisible } from './points-visible.ts'
import { prepareProductHangs } from './product-hangs.ts'
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
  'product-hangs': prepareProductHangs,
}

/** Requests a second, unless said. */
const usualRate: Record<string, string> = { 'product-hangs': '50' }

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
  const { name, seconds, rate, json } = readArgs()
  const before = load()
  const figures = await measured(name, { seconds, rate, tell })
  say(`\n  ${name}: parts of ${seconds} s, ${rate} a second; load before ${before}, after ${load()}`)
  say(`  ${JSON.stringify(machine())}\n`)
  for (const figure of figures) sayFigure(figure)
  const missed = figures.filter((figure) => !reached(figure))
  if (json) {
    const about = { at: new Date().toISOString(), name, seconds, rate, load: before, machine: machine() }
    writeFileSync(json, `${JSON.stringify({ ...about, figures }, null, 2)}\n`)
  }
  say(missed.length === 0 ? '\n  every goal is reached\n' : `\n  ${missed.length} missed\n`)
  return missed.length === 0 ? 0 : 1
}

async function measured(name: string, options: MeasureOptions): Promise<Figure[]> {
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
      json: { type: 'string' },
    },
  })
  const name = positionals[0] ?? ''
  const [seconds, rate] = [Number(values.seconds), Number(values.rate ?? usualRate[name] ?? '8')]
  const known = Object.keys(measures)
  if (!known.includes(name)) throw new Error(`What is to be measured? One of ${known.join(', ')}`)
  if (!(seconds >= 1) || !(rate > 0)) throw new Error('--seconds and --rate are numbers above zero')
  return { name, seconds, rate, json: values.json }
}

function sayFigure(figure: Figure): void {
  const { name, value, unit, atMost, note } = figure
  const shown = Number.isInteger(value) ? String(value) : value.toFixed(value < 10 ? 2 : 1)
  const goal = atMost === undefined ? '' : `goal ${atMost} ${unit}${reached(figure) ? '' : '  MISSED'}`
  say(`  ${name.padEnd(46)}${shown.padStart(9)} ${unit.padEnd(8)} ${goal.padEnd(20)} ${note ?? ''}`.trimEnd())
}
