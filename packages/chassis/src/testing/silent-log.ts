import { createLog } from '../log.ts'

/** A log for tests that do not look at it. */
export const silentLog = createLog({ name: 'test', level: 'silent' })
