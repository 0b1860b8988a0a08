/** What late-parts.tsx says: below the page, or only when something happens. */
export const late = {
  offline: '인터넷이 끊겼어요. 이미 본 화면과 장바구니는 그대로 볼 수 있어요.',
  footerDemo: '결제는 시연이에요. 실제로 돈이 나가거나 상품이 배송되지 않아요.',
  apiDocs: 'API 문서',
  language: '언어',
  languageNames: { ko: '한국어', en: 'English' },
  theme: '화면',
  themeNames: { system: '시스템', light: '밝게', dark: '어둡게' },
  arrivals: '도착 표시',
  arrivalsShow: '보이기',
  arrivalsHide: '숨기기',
}
