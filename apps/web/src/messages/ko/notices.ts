import type { Notification } from '@nowait/contract/bff'

const words: Record<Notification['kind'], string> = {
  'order-confirmed': '결제가 완료됐어요',
  'order-rejected': '재고가 부족해 주문이 이루어지지 않았어요',
  'order-shipped': '상품이 출발했어요',
  'order-delivered': '상품이 도착했어요',
  'order-cancelled': '주문 취소가 완료됐어요',
  'order-cancel-refused': '이미 출고되어 취소하지 못했어요',
  'points-accrued': '포인트가 적립됐어요',
}

/** What a notification says: in the list of them, and in the one that the push worker shows. */
export const notices = {
  words,
  ofOrder: (number: string) => `노웨이트 · 주문번호 ${number}`,
  unreadable: '주문에 새 소식이 있어요',
  ofShop: '노웨이트',
}
