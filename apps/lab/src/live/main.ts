import { processConfig, readConfig, serviceToken } from '@nowait/chassis/config'
import { labFaults } from '@nowait/chassis/faults/lab-faults'
import { createLog } from '@nowait/chassis/log'
import { serve } from '@nowait/chassis/serve'
import { serviceApp } from '@nowait/chassis/service'
import { onStop } from '@nowait/chassis/stop'
import { createLabApp } from './app.ts'

// The lab of a stack that was started with LAB=1: runs comparisons for operators, who reach it by the front door.
const config = readConfig(processConfig.extend({ LAB_TOKEN: serviceToken }))
const token = config.LAB_TOKEN
const log = createLog({ name: 'lab', level: config.LOG_LEVEL })
const lab = createLabApp({ token, brokers: config.KAFKA_BROKERS, log })
const app = serviceApp({
  api: lab.api,
  faults: await labFaults(config, { token, log }),
  log,
  ready: async () => ({}),
})
const server = await serve(app, { host: config.HOST, port: config.PORT, log })
log.info({ url: server.url }, 'listening')
onStop({ log, steps: [() => lab.stop(), () => server.stop()] })
