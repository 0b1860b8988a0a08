import { storedFlag } from './stored.ts'

/** Whether the arrival strip is hidden; chosen at the strip itself or in the footer. */
export const arrivalsHidden = storedFlag('nowait.arrivals-hidden')
