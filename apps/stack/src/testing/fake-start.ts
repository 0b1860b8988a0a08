// What start.ts does, with the small table.
import { runStart } from '../run-start.ts'
import { fakeTable } from './fake-table.ts'

await runStart({ table: fakeTable, web: false })
