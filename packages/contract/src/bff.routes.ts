/** Asked by whoever watches the process, never by the shop's page: browsers do not load them. */
export const processRoutes = { health: 'GET /api/health', ready: 'GET /api/ready' } as const

export const bffRoutes = {
  signUp: 'POST /api/members',
  signIn: 'POST /api/session',
  whoAmI: 'GET /api/session',
  signOut: 'DELETE /api/session',
  signOutEverywhere: 'DELETE /api/sessions',
  changePassword: 'PUT /api/members/me/password',
  listProducts: 'GET /api/products',
  getProduct: 'GET /api/products/:id',
  restockProduct: 'POST /api/products/:id/stock',
  changePrice: 'PUT /api/products/:id/price',
  placeOrder: 'POST /api/orders',
  listOrders: 'GET /api/orders',
  cancelOrder: 'POST /api/orders/:id/cancel',
  getLastShipTo: 'GET /api/ship-to',
  homePage: 'GET /api/pages/home',
  orderPage: 'GET /api/pages/order/:id',
  myPage: 'GET /api/pages/my',
  myPageAddress: 'GET /api/pages/my/address',
  getPoints: 'GET /api/points',
  listNotifications: 'GET /api/notifications',
  readNotifications: 'POST /api/notifications/read',
  live: 'GET /api/live',
  opsPage: 'GET /api/ops/overview',
  opsGuards: 'GET /api/ops/guards',
} as const
