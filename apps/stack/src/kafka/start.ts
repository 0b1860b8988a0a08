/** `npm run kafka`: a broker in the foreground until Ctrl-C, for whoever sets KAFKA_BROKERS by hand. */
import { once } from 'node:events'
import { printFailure } from '../report.ts'
import { listenForStop } from '../stop-signals.ts'
import { startBroker } from './broker.ts'

const { asked } = listenForStop()
const tell = (line: string) => process.stdout.write(`nowait  ${line}\n`)
try {
  const begun = performance.now()
  const broker = await startBroker({ tell })
  tell(
    `Kafka answers after ${((performance.now() - begun) / 1000).toFixed(1)} s. Ctrl-C stops it and removes its data.`,
  )
  tell(`KAFKA_BROKERS=${broker.address}`)
  // Whoever started it as a child may end it and have it back, at once or later, to see what that costs.
  process.on('message', (how) => {
    if (how === 'halt') return void broker.halt().then(() => process.send?.('halted'))
    if (how === 'resume') return void broker.resume().then(() => process.send?.('resumed'))
    const ended = broker.halt(how === 'kill' ? 'kill' : undefined)
    void ended.then(() => broker.resume()).then(() => process.send?.('restarted'))
  })
  const alive = setInterval(() => {}, 60_000)
  if (!asked.aborted) await once(asked, 'abort')
  clearInterval(alive)
  await broker.stop()
} catch (error) {
  printFailure(error)
  process.exitCode = 1
}
process.exit()
