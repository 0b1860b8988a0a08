import { runToEnd } from './run-to-end.ts'
import { listenForStop } from './stop-signals.ts'
import { buildWeb } from './web-build.ts'

const signals = listenForStop()
await runToEnd(async () => {
  process.stdout.write(await buildWeb(signals.asked))
  return 0
}, signals)
