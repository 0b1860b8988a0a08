/** The operator page's own addresses, apart from the shop's: its customers do not load them. */
export const opsRoutes = {
  opsJobs: 'GET /api/ops/:service/jobs',
  opsJob: 'GET /api/ops/:service/jobs/:job',
  opsRetryJob: 'POST /api/ops/:service/jobs/:job/retry',
  opsDiscardJob: 'POST /api/ops/:service/jobs/:job/discard',
  opsRedrive: 'POST /api/ops/:service/redrive',
  opsSetMode: 'PUT /api/ops/:service/integrations/:integration/mode',
  opsSetPaused: 'PUT /api/ops/:service/groups/:group/paused',
  opsForceGuard: 'PUT /api/ops/:service/guards/:guard/force',
  opsRebuild: 'GET /api/ops/mypage/rebuild',
  opsStartRebuild: 'POST /api/ops/mypage/rebuild',
  opsCancelRebuild: 'POST /api/ops/mypage/rebuild/cancel',
  opsAudit: 'GET /api/ops/:service/audit',
} as const
