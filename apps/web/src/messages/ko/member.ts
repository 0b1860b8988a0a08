import type { OrderStatus } from '@nowait/contract/order'
import type { PointReason, PointState } from '@nowait/contract/point'
import type { Shipment } from '@nowait/contract/shipping'
import { withParticle } from '../../lib/particle.ts'
import { notices } from './notices.ts'

const status: Record<OrderStatus, string> = {
  'awaiting-stock': '재고확인중',
  confirmed: '결제완료',
  preparing: '상품준비중',
  shipped: '배송중',
  delivered: '배송완료',
  rejected: '주문불가',
  cancelling: '취소접수',
  cancelled: '취소완료',
}

const headline: Record<OrderStatus, string> = {
  'awaiting-stock': '재고를 확인하고 있어요',
  confirmed: '결제가 완료됐어요',
  preparing: '상품을 준비하고 있어요',
  shipped: '상품이 오고 있어요',
  delivered: '배송이 완료됐어요',
  rejected: '주문이 이루어지지 않았어요',
  cancelling: '취소를 접수했어요',
  cancelled: '주문이 취소됐어요',
}

const explanation: Record<OrderStatus, string> = {
  'awaiting-stock': '주문은 잘 받았어요. 재고가 확인되면 결제완료로 바뀌고 알림을 보내드려요.',
  confirmed: '곧 상품 준비를 시작해요.',
  preparing: '출고 전까지는 주문을 취소할 수 있어요.',
  shipped: '출고된 주문은 취소할 수 없어요.',
  delivered: '이용해 주셔서 고마워요. 반품은 아직 지원하지 않아요.',
  rejected: '결제는 되지 않았어요.',
  cancelling: '출고 전인지 확인하고 있어요. 이 화면을 떠나도 계속 진행돼요.',
  cancelled: '결제는 되돌렸고, 예정된 포인트는 적립되지 않아요.',
}

const delivery: Record<Shipment['state'], string> = {
  preparing: '상품 준비',
  'picked-up': '집하',
  'in-transit': '이동 중',
  'out-for-delivery': '배송 출발',
  delivered: '배송 완료',
  stopped: '배송 중지',
}

const pointReason: Record<PointReason, string> = {
  purchase: '구매 적립',
  login: '출석 적립',
  welcome: '가입 축하',
}

const pointState: Record<PointState, string> = {
  pending: '적립 예정',
  accrued: '적립',
  revoked: '적립 취소',
  expired: '소멸',
}

export const member = {
  orderTitle: '주문',
  ordersTitle: '주문 내역',
  myPageTitle: '마이페이지',
  operations: '운영',
  accountLink: '계정',

  parts: { order: '주문', orders: '주문', shipping: '배송', point: '포인트', notifications: '알림' },

  placed: '주문접수',
  status,
  headline,
  explanation,
  rejectedFor: {
    OUT_OF_STOCK: '재고가 부족했어요. 결제는 되지 않았어요.',
    PRODUCT_NOT_FOUND: '판매가 끝난 상품이 있었어요. 결제는 되지 않았어요.',
  },
  cancelRefused: '이미 출고되어 취소하지 못했어요. 받으신 뒤에 문 앞에서 거절하실 수 있어요.',
  orderStatus: '주문 상태',
  stepsLabel: '주문 진행 단계',
  stepReached: '완료',
  stepCurrent: '지금 단계',
  stepAhead: '예정',
  orderNumber: (number: string) => `주문번호 ${number}`,
  /** The words on a button, then which order it is about. */
  ofOrder: (words: string, number: string) => `${words}, 주문번호 ${number}`,
  orderedAt: (time: string) => `${time} 주문`,
  orderContents: '주문 내용',
  itemsMore: (name: string, count: number) => (count > 0 ? `${name} 외 ${count}개` : name),
  quantity: (count: number) => `${count}개`,
  each: (price: string) => `개당 ${price}`,
  goodsTotal: '상품 금액',
  deliveryFee: '배송비',
  free: '무료',
  total: '결제 금액',
  demoPayment: '결제는 시연이에요. 실제로 돈이 나가지 않아요.',
  shipTo: '받는 곳',
  orderMissing: '이 주문을 찾을 수 없어요',
  orderMissingHint: '주소를 다시 확인하거나, 주문 내역에서 골라 주세요.',
  seeOrders: '주문 내역 보기',
  seeOrder: '주문 보기',

  cancel: '주문 취소',
  cancelAsk: '이 주문을 취소할까요?',
  cancelAskHint: '출고 전이면 바로 취소돼요. 이미 출고됐다면 취소되지 않고, 그 결과를 알려드려요.',
  cancelKeep: '그대로 두기',
  cancelReceived: '취소를 접수했어요.',
  cancelFailed: '취소하지 못해 원래대로 돌려놓았어요.',
  cancelTooLate: '이미 출고되어 취소할 수 없어요.',
  track: '배송 조회',
  orderAgain: '다시 담기',
  addedAgain: (name: string, count: number) =>
    count > 1
      ? `상품 ${count}가지를 장바구니에 담았어요.`
      : `${withParticle(name, '을/를')} 장바구니에 담았어요.`,
  seeCart: '장바구니 보기',

  deliveryTitle: '배송',
  deliverySteps: delivery,
  deliveryStepsLabel: '배송 단계',
  arrivesToday: '오늘 도착 예정',
  arrivesTomorrow: (day: string) => `내일 도착 예정, ${day}`,
  arrivesOn: (day: string) => `${day} 도착 예정`,
  arrivedOn: (day: string) => `${day} 도착`,
  stoppingDelivery: '출고를 멈출 수 있는지 확인하고 있어요',
  stoppedDelivery: '출고하지 않고 멈췄어요',
  trackingNumber: (number: string) => `송장번호 ${number}`,
  noParcelYet: '아직 배송 정보가 없어요',
  noParcelYetHint: '결제가 완료되면 배송 준비를 시작하고, 여기에 단계가 나타나요.',
  noParcel: '배송하지 않는 주문이에요',
  noParcelHint: '주문이 취소되었거나 이루어지지 않았어요.',

  pointsTitle: '포인트',
  pointStates: pointState,
  pointReasons: pointReason,
  pointsPending: (day: string) => `${day} 등록. 배송이 완료되면 적립돼요.`,
  pointsAccrued: (day: string) => `${day} 적립됐어요.`,
  pointsRevoked: '주문이 취소되어 적립되지 않아요.',
  pointsExpired: '사용 기간이 지났어요.',
  noPointsYet: '포인트를 등록하고 있어요',
  noPointsYetHint: (points: string) => `이 주문으로 ${points}를 받아요. 주문은 그와 상관없이 진행돼요.`,
  noPointsForOrder: '적립되는 포인트가 없어요',
  noPointsForOrderHint: '취소되었거나 이루어지지 않은 주문이에요.',
  balance: '쓸 수 있는 포인트',
  pending: '적립 예정',
  expiring: '30일 안에 소멸',
  expiresFrom: (day: string) => `${day}부터`,
  noneExpiring: '없어요',
  ledger: '적립 내역',
  ledgerEmpty: '아직 포인트 내역이 없어요',
  ledgerEmptyHint: '주문하면 1%, 하루 첫 로그인에 100P가 쌓여요.',
  expiresOn: (day: string) => `${day}까지`,
  spendingLater: '포인트로 결제하기는 아직 준비 중이에요.',

  greeting: (name: string) => `${name}님, 안녕하세요`,
  greetingWithoutName: '안녕하세요',
  gatheredNow: '준비해 둔 화면이 늦어져서, 내용을 지금 바로 모아 왔어요.',
  statusStrip: '주문 현황',
  cancelledGroup: '취소·불가',
  recentOrders: '최근 주문',
  allOrders: '모두 보기',
  more: '더 보기',
  noOrders: '아직 주문이 없어요',
  noOrdersHint: '마음에 드는 것을 골라 보세요. 주문하면 여기에서 배송까지 볼 수 있어요.',
  noParcels: '오고 있는 상품이 없어요',
  noParcelsHint: '주문한 상품이 출고되면 여기에서 볼 수 있어요.',

  notificationsTitle: '알림',
  notices: notices.words,
  noticePoints: (points: string) => `${points}가 적립됐어요`,
  unread: (count: number) => `읽지 않은 알림 ${count}개`,
  allRead: '모두 읽었어요',
  markAllRead: '모두 읽음으로',
  isUnread: '새 알림',
  noNotifications: '아직 알림이 없어요',
  noNotificationsHint: '주문 상태가 바뀌면 여기로 알려드려요.',
}
