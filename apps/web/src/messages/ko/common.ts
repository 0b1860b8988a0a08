import type { TroubleCode } from '../../lib/api.ts'

/** What happened, and what one can do, in the customer's words. Codes without a line of their own get `other`. */
const trouble: Partial<Record<TroubleCode, string>> & { other: string } = {
  UNREACHABLE: '상점에 연결하지 못했어요. 인터넷 연결을 확인해 주세요.',
  UPSTREAM_TIMEOUT: '제때 답이 오지 않았어요. 잠시 뒤에 다시 시도해 주세요.',
  UPSTREAM_UNREACHABLE: '담당 시스템에 연결되지 않아요. 잠시 뒤에 다시 시도해 주세요.',
  SERVICE_UNAVAILABLE: '지금은 답할 수 없어요. 잠시 뒤에 다시 시도해 주세요.',
  RATE_LIMITED: '요청이 잠깐 몰렸어요. 조금 뒤에 다시 시도해 주세요.',
  NOT_SIGNED_IN: '로그인이 필요해요.',
  FORBIDDEN: '이 계정으로는 할 수 없는 일이에요.',
  INVALID_REQUEST: '입력한 내용을 다시 확인해 주세요.',
  PRODUCT_NOT_FOUND: '지금은 판매하지 않는 상품이에요.',
  ORDER_NOT_FOUND: '주문을 찾을 수 없어요.',
  OUT_OF_STOCK: '재고가 부족해요.',
  PRICE_CHANGED: '가격이 바뀌었어요.',
  other: '문제가 생겼어요. 잠시 뒤에 다시 시도해 주세요.',
}

export const common = {
  shopName: '노웨이트',
  tagline: '기다리지 않는 상점',
  pageTitle: (title: string) => `${title} · 노웨이트`,
  won: (amount: string) => `${amount}원`,

  skipToContent: '본문으로 건너뛰기',
  mainMenu: '분류',
  search: '검색',
  searchGoods: '상품 검색',
  cart: '장바구니',
  cartWithCount: (count: number) => `장바구니, ${count}개`,
  myPage: '마이페이지',
  signIn: '로그인',
  backHome: '홈으로',
  close: '닫기',
  retry: '다시 불러오기',
  retryPart: (part: string) => `${part} 다시 불러오기`,

  arrivalsLabel: '이 화면의 각 부분이 도착한 시간',
  arrivalsHideLabel: '도착 표시 숨기기',

  justNow: '방금',
  minutesAgo: (minutes: number) => `${minutes}분 전`,
  hoursAgo: (hours: number) => `${hours}시간 전`,
  daysAgo: (days: number) => `${days}일 전`,
  asOf: (age: string) => `${age} 기준`,
  milliseconds: (ms: number) => `${ms} ms`,
  seconds: (seconds: string) => `${seconds}초`,

  waiting: '기다리는 중',
  missing: '없음',
  stale: '이전 정보',
  loadingPart: (part: string) => `${part} 불러오는 중`,
  latePart: (part: string) => `${part} 정보가 조금 늦어지고 있어요. 도착하는 대로 보여드릴게요.`,
  arrivedPart: (part: string) => `${part} 정보를 불러왔어요.`,
  failedPart: (part: string) => `${part} 정보를 지금 볼 수 없어요`,
  stalePart: (age: string) => `새 정보를 받지 못해 ${age} 정보를 보여드려요.`,
  trouble,

  pageUnreachable: '인터넷이 끊겨 이 화면을 열지 못했어요.',
  late: '늦어지는 중',
  notFoundTitle: '이 주소에는 아무것도 없어요',
  notFoundHint: '주소를 다시 확인하거나, 상품을 둘러보세요.',
  brokenTitle: '화면을 그리지 못했어요',
  brokenHint: '다시 불러오면 대부분 해결돼요. 장바구니는 그대로 있어요.',
  reload: '다시 불러오기',
  browseGoods: '상품 둘러보기',

  categories: {
    kitchen: '주방',
    stationery: '문구',
    lighting: '조명',
    bags: '가방',
    audio: '오디오',
    plants: '식물',
  },
}
