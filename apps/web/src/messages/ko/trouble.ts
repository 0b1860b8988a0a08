/** 막히거나 몰린 곳이 어디인지, 언제부터인지, 언제 다시 해 보는지. 그런 일이 생겼을 때만 불러와요. */
export const trouble = {
  services: {
    order: '주문',
    product: '상품',
    shipping: '배송',
    point: '포인트',
    push: '알림',
    bff: '노웨이트',
  } as Record<string, string>,
  someService: '담당',
  circuitOpen: (service: string) => `${service} 시스템이 계속 답하지 못해 잠시 쉬게 하고 있어요.`,
  busy: (service: string) => `${service} 시스템에 요청이 몰려 있어요.`,
  askedTooOften: (service: string) => `${service} 시스템에 잠깐 너무 자주 물었어요.`,
  overloaded: '지금 찾는 분이 많아 바로 답하지 못했어요.',
  rateLimited: '요청이 잠깐 몰렸어요.',
  noTimeLeft: (service: string) => `${service} 시스템이 제때 답하지 못했어요.`,
  since: (time: string) => `${time}부터 그래요.`,
  looksAgainIn: (seconds: string) => `${seconds}초쯤 뒤 저절로 다시 확인해요.`,
  looksAgain: '곧 저절로 다시 확인해요.',
  tryAgain: '잠시 뒤에 다시 시도해 주세요.',
  tryAgainIn: (seconds: string) => `${seconds}초쯤 뒤에 다시 시도해 주세요.`,
  sendsAgainIn: (seconds: string) => `${seconds}초쯤 뒤 저절로 다시 보낼게요.`,
}
