/** What the first seed says: five workers, 0.2 s a request of which 0.1 s outside, and 25 clients. */
export const workers = 5
export const clients = 25
export const ownMs = 100
export const externals = [100, 900] as const
export type ExternalMs = (typeof externals)[number]

/** Its figures, by how long the outside takes, ms. */
export const seed: Record<ExternalMs, { tps: number; firstMs: number; lastMs: number }> = {
  100: { tps: 25, firstMs: 200, lastMs: 1_000 },
  900: { tps: 5, firstMs: 1_000, lastMs: 5_000 },
}

/** 50 requests a second with 0.9 s of work each keep 45 places busy (Little's law); a pool that is smaller falls behind. */
export const places = 50

/** How long a call to the outside may take: longer than any that is measured. */
export const deadlineMs = 30_000

/** Requests of one measurement: a multiple of the clients, so that the workers are busy to the end. */
export const requests = ({
  quick,
  deferred,
  externalMs,
}: {
  quick: boolean
  deferred: boolean
  externalMs: number
}) => (deferred ? 10 : externalMs > 500 ? 2 : 4) * clients * (quick ? 1 : 4)
