export const shippingRoutes = {
  listShipments: 'GET /shipments',
  getShipment: 'GET /shipments/:orderId',
  updateFromCarrier: 'POST /carrier-updates',
} as const
