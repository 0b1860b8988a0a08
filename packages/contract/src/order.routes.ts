export const orderRoutes = {
  placeOrder: 'POST /orders',
  listOrders: 'GET /orders',
  getOrder: 'GET /orders/:id',
  cancelOrder: 'POST /orders/:id/cancel',
  getStatus: 'GET /orders/:id/status',
  getShipTo: 'GET /orders/:id/ship-to',
  getLastShipTo: 'GET /ship-to',
} as const
