import type { Bench } from './row.ts'
import { drain } from './rows/drain.ts'
import { eventLog } from './rows/event-log.ts'
import { growth } from './rows/growth.ts'
import { kafka } from './rows/kafka.ts'
import { latency } from './rows/latency.ts'
import { myPage } from './rows/my-page.ts'
import { orderPage } from './rows/order-page.ts'
import { orderJob } from './rows/order-job.ts'
import { purge } from './rows/purge.ts'
import { recovery } from './rows/recovery.ts'
import { spa } from './rows/spa.ts'

/** What `npm run bench` measures, by the name of `--only`. */
export const benches: Record<string, Bench> = {
  'order-page': orderPage,
  'my-page': myPage,
  'order-job': orderJob,
  drain,
  latency,
  recovery,
  'event-log': eventLog,
  kafka,
  growth,
  spa,
  purge,
}
