import type { Messages } from '../messages.ts'

export const late: Messages['late'] = {
  offline: 'You are offline. Pages you have seen and your cart still work.',
  footerDemo: 'Payment is a demonstration. No money moves and nothing is shipped.',
  apiDocs: 'API documents',
  language: 'Language',
  languageNames: { ko: '한국어', en: 'English' },
  theme: 'Appearance',
  themeNames: { system: 'System', light: 'Light', dark: 'Dark' },
  arrivals: 'Arrival strip',
  arrivalsShow: 'Show',
  arrivalsHide: 'Hide',
}
