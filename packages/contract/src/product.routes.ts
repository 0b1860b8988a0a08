export const productRoutes = {
  listProducts: 'GET /products',
  getProduct: 'GET /products/:id',
  reserveStock: 'PUT /reservations/:orderId',
  restockProduct: 'POST /products/:id/stock',
  changePrice: 'PUT /products/:id/price',
} as const
