export const pushRoutes = {
  getVapidKey: 'GET /vapid-key',
  listSubscriptions: 'GET /subscriptions',
  addSubscription: 'POST /subscriptions',
  removeSubscription: 'POST /subscriptions/remove',
  removeSubscriptions: 'POST /subscriptions/remove-all',
  sendPush: 'POST /pushes',
} as const
