export const rebuildRoutes = {
  readRebuild: 'GET /operations/rebuild',
  startRebuild: 'POST /operations/rebuild',
  cancelRebuild: 'POST /operations/rebuild/cancel',
} as const
