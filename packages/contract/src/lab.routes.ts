/** The lab as operators' browsers see it, apart from the shop's addresses: its customers do not load them. */
export const labRoutes = {
  labState: 'GET /api/lab',
  labRun: 'POST /api/lab/runs',
} as const

/** The lab's own process, for callers with its credential. */
export const labProcessRoutes = {
  readLab: 'GET /lab',
  run: 'POST /runs',
} as const
