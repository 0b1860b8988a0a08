/** `npm run test:kafka`: the tests that need a broker, with one of their own. Without Java it says so and fails. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { inRoot } from '../paths.ts'
import { printFailure } from '../report.ts'
import { listenForStop } from '../stop-signals.ts'
import { startBroker } from './broker.ts'

const { asked } = listenForStop()
try {
  const broker = await startBroker({ tell: (line) => process.stdout.write(`nowait  ${line}\n`) })
  try {
    asked.throwIfAborted()
    process.exitCode = await runTests(broker.address)
  } finally {
    await broker.stop()
  }
} catch (error) {
  printFailure(error)
  process.exitCode = 1
}
process.exit()

async function runTests(KAFKA_BROKERS: string): Promise<number> {
  const vitest = inRoot('node_modules/vitest/vitest.mjs')
  const child = spawn(process.execPath, [vitest, 'run', '--project', 'kafka', ...process.argv.slice(2)], {
    cwd: inRoot(),
    env: { ...process.env, KAFKA_BROKERS },
    stdio: 'inherit',
  })
  asked.addEventListener('abort', () => child.kill('SIGTERM'))
  const [code] = (await once(child, 'close')) as [number | null]
  return code ?? 1
}
