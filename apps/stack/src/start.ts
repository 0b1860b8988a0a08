import { processesFor } from './processes.ts'
import { runStart } from './run-start.ts'

await runStart({ table: processesFor(process.env), web: true })
