/** Asked by browsers that get pushes, or might: loaded with what asks. */
export const browserRoutes = {
  getPushKey: 'GET /api/push/key',
  listPushSubscriptions: 'GET /api/push/subscriptions',
  addPushSubscription: 'POST /api/push/subscriptions',
  removePushSubscription: 'POST /api/push/subscriptions/remove',
} as const
