export const operateRoutes = {
  readOperations: 'GET /operations',
  listJobs: 'GET /operations/jobs',
  findJob: 'GET /operations/jobs/:job',
  retryJob: 'POST /operations/jobs/:job/retry',
  discardJob: 'POST /operations/jobs/:job/discard',
  redriveJobs: 'POST /operations/redrive',
  setMode: 'PUT /operations/integrations/:integration/mode',
  setPaused: 'PUT /operations/groups/:group/paused',
  readGuards: 'GET /operations/guards',
  forceGuard: 'PUT /operations/guards/:guard/force',
  listAudit: 'GET /operations/audit',
} as const
