/** Turning notifications of the browser on and off. */
export const push = {
  turnOn: '알림 받기',
  turnOff: '알림 끄기',
  states: {
    on: '받고 있어요',
    off: '받지 않아요',
    'turning-on': '켜는 중이에요',
    'turning-off': '끄는 중이에요',
    denied: '브라우저에서 차단했어요',
    unsupported: '이 브라우저는 지원하지 않아요',
    insecure: '이 주소에서는 쓸 수 없어요',
  },
  hints: {
    off: '주문 취소가 끝나면 이 브라우저로 알려드려요. 누르면 브라우저가 먼저 물어봐요.',
    'turning-on': '브라우저가 물어보면 허용을 눌러 주세요.',
    'turning-off': '이 브라우저를 알림 목록에서 빼고 있어요.',
    denied: '주소창 왼쪽의 사이트 설정에서 알림을 허용하면 여기가 저절로 바뀌어요.',
    unsupported: '알림 목록은 마이페이지에서 볼 수 있어요. 아이폰은 아직 지원하지 않아요.',
    insecure: '브라우저 알림에는 https 주소가 필요해요. 알림 목록은 마이페이지에서 볼 수 있어요.',
  },
  offline: {
    on: '인터넷 연결이 끊겼어요. 연결되면 밀린 알림이 와요.',
    off: '인터넷 연결이 끊겼어요. 연결되면 켤 수 있어요.',
  },
  undecided: '허용하지 않고 닫았어요. 다시 누르면 브라우저가 한 번 더 물어봐요.',
  onHere: (count: number) =>
    count > 1
      ? `이 브라우저를 포함해 브라우저 ${count}개로 알려드려요. 로그아웃하면 여기는 꺼져요.`
      : '주문 취소가 끝나면 이 브라우저로 알려드려요. 로그아웃하면 꺼져요.',
  unchecked: '지금은 알림 서비스를 확인할 수 없어요. 등록은 그대로 있고, 알림이 늦을 수 있어요.',
  browserRefused: '브라우저가 알림 주소를 받지 못했어요. 시크릿 창이라면 일반 창에서 다시 해 주세요.',
  serviceUnknown: '이 브라우저의 알림 서비스는 아직 지원하지 않아요.',
}
