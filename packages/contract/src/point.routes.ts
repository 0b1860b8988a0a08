export const pointRoutes = {
  getPoints: 'GET /points',
  getOrderPoints: 'GET /orders/:orderId/points',
  accruePoints: 'POST /accruals',
  revokePoints: 'POST /revocations',
} as const
