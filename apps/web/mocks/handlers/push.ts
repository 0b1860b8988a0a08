import { answer, type BffHandlers, type Mock } from '../context.ts'
import { iso } from '../order-book.ts'

type Push = Pick<
  BffHandlers,
  'getPushKey' | 'listPushSubscriptions' | 'addPushSubscription' | 'removePushSubscription'
>

/** A point of P-256 as good as any other: a real browser takes it, and nobody has its private half. */
const publicKey = 'BNcRdreALRFXTkOOUHK1EtK2wtaz5Ry4YfYCA_0QTpQtUbVlUls0VJXg7A8u-Ts1XbjhazAkj7I99e8QcYP7DkM'

export function push(mock: Mock): Push {
  return {
    getPushKey: (input) => answer(mock, input, 'push', () => ({ publicKey })),
    listPushSubscriptions: (input) =>
      answer(mock, input, 'push', (db, memberId) => ({
        items: db.pushes
          .filter((row) => row.memberId === memberId)
          .map(({ id, seenAt }) => ({ id, seenAt }))
          .toSorted((a, b) => (a.seenAt < b.seenAt ? 1 : -1)),
      })),
    addPushSubscription: (input) =>
      answer(mock, input, 'push', (db, memberId) => {
        const { endpoint } = input.body
        const known = db.pushes.find((row) => row.endpoint === endpoint && row.memberId === memberId)
        const id = known?.id ?? crypto.randomUUID()
        db.pushes = db.pushes.filter((row) => row.endpoint !== endpoint)
        db.pushes.push({ id, memberId, endpoint, seenAt: iso(mock.now()) })
        return { id }
      }),
    removePushSubscription: (input) =>
      answer(mock, input, 'push', (db, memberId) => {
        const { endpoint } = input.body
        db.pushes = db.pushes.filter((row) => row.endpoint !== endpoint || row.memberId !== memberId)
      }),
  }
}
