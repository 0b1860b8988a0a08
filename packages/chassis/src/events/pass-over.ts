import type { Sql } from '../session.ts'
import { moveOffsets } from './offsets.ts'
import { type Batch, moveOf, type Transport } from './transport.ts'

/** Moves a group over batches that hold nothing it wants, all of a fetch by one statement; gives the others. */
export const passOver = (
  transport: Pick<Transport, 'fetch'>,
  {
    sql,
    group,
    types,
    onProgress,
  }: { sql: Sql; group: string; types: string[]; /** More may be behind them. */ onProgress(): void },
): Pick<Transport, 'fetch'> => ({
  async fetch(partitions, patient) {
    const isWanted = ({ events }: Batch) => events.some(({ event }) => types.includes(event.type))
    const { wanted = [], passed = [] } = Object.groupBy(await transport.fetch(partitions, patient), (batch) =>
      isWanted(batch) ? 'wanted' : 'passed',
    )
    if (passed.length === 0) return wanted
    await moveOffsets(sql, group, passed.map(moveOf))
    onProgress()
    return wanted
  },
})
