// What can be chosen for a run of the lab, in a file without schemas so that a browser pays nothing for it.

/** What the outside does in the middle of a run. */
export const labFaults = ['slow', 'tail', 'errors', 'hang'] as const
export type LabFault = (typeof labFaults)[number]

/** The modes that are compared with `inline`. */
export const deferredModes = ['thread', 'database', 'messaging', 'database-messaging'] as const
export type DeferredMode = (typeof deferredModes)[number]

/** No more than a small machine carries. The usual ones are the seed's. */
export const labNumbers = {
  /** How long the outside takes while it is `slow`, ms. */
  slowMs: { usual: 900, least: 100, most: 1_500 },
  /** Who ask, each the next time as soon as he is answered. */
  clients: { usual: 25, least: 1, most: 50 },
  /** Of load; the fault lasts for the half in the middle. */
  seconds: { usual: 24, least: 4, most: 60 },
} as const
export type LabNumber = keyof typeof labNumbers
