export const mypageRoutes = {
  getPage: 'GET /page',
  listOrders: 'GET /orders',
  listEntries: 'GET /entries',
  changes: 'GET /changes',
} as const
