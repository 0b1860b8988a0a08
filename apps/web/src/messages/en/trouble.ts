import type { Messages } from '../messages.ts'

export const trouble: Messages['trouble'] = {
  services: {
    order: 'order',
    product: 'product',
    shipping: 'delivery',
    point: 'points',
    push: 'notification',
    mypage: 'My Page',
    bff: 'shop',
  },
  someService: 'responsible',
  circuitOpen: (service) => `The ${service} system keeps failing, so we leave it alone for a moment.`,
  busy: (service) => `The ${service} system has more to do than it can take right now.`,
  askedTooOften: (service) => `The ${service} system was asked too often just now.`,
  overloaded: 'So many people are here that we could not answer at once.',
  rateLimited: 'That was a lot of requests at once.',
  noTimeLeft: (service) => `The ${service} system did not answer in time.`,
  since: (time) => `It has been so since ${time}.`,
  looksAgainIn: (seconds) => `We look again by ourselves in about ${seconds} s.`,
  looksAgain: 'We look again by ourselves in a moment.',
  tryAgain: 'Try again in a moment.',
  tryAgainIn: (seconds) => `Try again in about ${seconds} s.`,
  sendsAgainIn: (seconds) => `We send it again by ourselves in about ${seconds} s.`,
}
