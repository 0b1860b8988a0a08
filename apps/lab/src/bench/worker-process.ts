import { openDatabase } from '@nowait/chassis/database'
import { sharedMs } from './clock.ts'
import { openSystem, type SystemName } from './systems/open-systems.ts'

export interface WorkerInput {
  system: SystemName
  url: string
  /** Its handlers begin and never end. */
  hangs: boolean
}

/** What a worker says: it works, or a handler began with the job of an order. */
export type WorkerMessage = 'ready' | { orderId: string; at: number }

const { system: name, url, hangs } = JSON.parse(process.argv[2]!) as WorkerInput
const tell = (message: WorkerMessage) => void process.send!(message)
// Ends with who started it.
process.once('disconnect', () => process.exit())

const system = await openSystem(name, { url, database: openDatabase({ url, name: 'worker' }) })
await system.work(({ orderId }) => {
  tell({ orderId, at: sharedMs() })
  return hangs ? new Promise<void>(() => {}) : undefined
})
tell('ready')
