import { processes } from './processes.ts'
import { runStart } from './run-start.ts'

await runStart({ table: processes, web: true })
