import type { Page } from '@playwright/test'

/** My Page as it was drawn at a moment: the orders on it, each with the words of its card. */
export interface SeenOrders {
  /** ms after the document was begun. */
  at: number
  orders: Record<string, string>
}

// Written as text: it runs in the page. Every state of the list that holds data is written down, however short it lasted.
const watch = `
window.seenOrders = []
const note = () => {
  const part = document.querySelector('section[aria-label="최근 주문"]')
  if (location.pathname !== '/my' || !part || part.getAttribute('aria-busy') !== 'false') return
  const cards = [...part.querySelectorAll('article')]
  const orders = Object.fromEntries(cards.map((card) => [
    card.querySelector('a[href^="/orders/"]').getAttribute('href').slice(8), card.innerText,
  ]))
  const last = window.seenOrders.at(-1)
  if (JSON.stringify(last?.orders) !== JSON.stringify(orders)) window.seenOrders.push({ at: performance.now(), orders })
}
new MutationObserver(note).observe(document, { subtree: true, childList: true, characterData: true, attributes: true })`

/** From the next document on. */
export const watchOrders = (page: Page) => page.addInitScript(watch)

/** What was seen so far is of no interest any more. */
export const forgetSeen = (page: Page) => page.evaluate('window.seenOrders = []')

export const seenOn = (page: Page) => page.evaluate<SeenOrders[]>('window.seenOrders')
