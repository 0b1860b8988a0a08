import type { notices as model } from '../ko/notices.ts'

export const notices: typeof model = {
  words: {
    'order-confirmed': 'Your payment is complete',
    'order-rejected': 'Too few pieces were left, so the order could not be made',
    'order-shipped': 'Your goods have left',
    'order-delivered': 'Your goods have arrived',
    'order-cancelled': 'Your order is cancelled',
    'order-cancel-refused': 'It had already left and could not be cancelled',
    'points-accrued': 'Points were added',
  },
  ofOrder: (number) => `Nowait · No. ${number}`,
  unreadable: 'There is news about an order',
  ofShop: 'Nowait',
}
