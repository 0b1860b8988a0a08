export const faultRoutes = {
  readFaults: 'GET /faults',
  setFaults: 'PUT /faults',
} as const
