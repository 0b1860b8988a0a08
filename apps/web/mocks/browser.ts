/** Mounts the mock in the browser, in place of the network. Only development and the `mock` build import it. */
import { demoMember } from '@nowait/contract/demo'
import { http } from 'msw/http'
import { network } from 'virtual:msw'
import { createMock } from './app.ts'
import { browserShelf } from './browser-shelf.ts'
import { parseKnobs, readCookie } from './knobs.ts'
import { mountPanel } from './panel.ts'
import { simulatePushBrowser } from './push-browser.ts'

const signedInHint = 'nowait.signed-in'

/** Resolves when requests to `/api` reach the mock instead of a server. */
export async function startMock(): Promise<void> {
  const words = () => readCookie(document.cookie)
  const mock = createMock({ shelf: browserShelf(), knobs: words })
  hint(await mock.signedIn(parseKnobs(words()).knobs))
  offerDemo()
  simulatePushBrowser(window, parseKnobs(words()).knobs.browser)
  network.configure({
    handlers: [http.all('*/api/*', ({ request }) => mock.fetch(request))],
    onUnhandledFrame: 'bypass',
  })
  await network.enable()
  if (import.meta.env.DEV) mountPanel(mock)
}

/** The shop has read its hint already; another tab's change is what makes it look again. */
function hint(memberId: string): void {
  if (memberId) localStorage.setItem(signedInHint, memberId)
  else localStorage.removeItem(signedInHint)
  dispatchEvent(new StorageEvent('storage', { key: signedInHint }))
}

/** As a server does that has the account in its database. */
function offerDemo(): void {
  const offer = document.createElement('meta')
  offer.name = 'nowait-demo'
  offer.content = `${demoMember.email} ${demoMember.password}`
  document.head.append(offer)
}
