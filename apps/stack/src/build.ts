import { printFailure } from './report.ts'
import { listenForStop } from './stop-signals.ts'
import { buildWeb } from './web-build.ts'

const signals = listenForStop()
try {
  process.stdout.write(await buildWeb(signals.asked))
} catch (error) {
  printFailure(error)
  process.exitCode = 1
}
process.exit()
