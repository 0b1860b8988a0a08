export const mypageRoutes = {
  getPage: 'GET /page',
  getPageAddress: 'GET /page/address',
  listOrders: 'GET /orders',
  listEntries: 'GET /entries',
  changes: 'GET /changes',
} as const
