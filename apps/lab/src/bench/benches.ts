import type { Bench } from './row.ts'
import { drain } from './rows/drain.ts'
import { orderJob } from './rows/order-job.ts'

/** What `npm run bench` measures, by the name of `--only`. */
export const benches: Record<string, Bench> = {
  'order-job': orderJob,
  drain,
}
