export const pushRoutes = {
  getVapidKey: 'GET /vapid-key',
  listSubscriptions: 'GET /subscriptions',
  addSubscription: 'POST /subscriptions',
  removeSubscription: 'POST /subscriptions/remove',
  sendPush: 'POST /pushes',
} as const
