import { setTimeout as pause } from 'node:timers/promises'
import type { Page, Request } from '@playwright/test'

/** What follows from an event, or is asked once more, begins within this time. */
const quietMs = 200
/** A page that asks nothing, or never stops asking, is not waited for. */
const mostMs = 2_000

/** Watches what a browser's page asks for My Page, from now until it is quiet. */
export function watchAnswers(page: Page): { quiet(): Promise<void> } {
  const open = new Set<Request>()
  let answered = 0
  let changedAt = performance.now()

  const began = (request: Request) => {
    if (new URL(request.url()).pathname !== '/api/pages/my') return
    open.add(request)
    changedAt = performance.now()
  }
  const ended = (request: Request) => {
    if (!open.delete(request)) return
    answered++
    changedAt = performance.now()
  }
  page.on('request', began).on('requestfinished', ended).on('requestfailed', ended)

  const isQuiet = () => answered > 0 && open.size === 0 && performance.now() - changedAt > quietMs
  return {
    /** Resolves when all it asked for is there, and nothing more was asked for a moment. */
    async quiet() {
      const giveUpAt = performance.now() + mostMs
      while (!isQuiet() && performance.now() < giveUpAt) await pause(20)
      page.off('request', began).off('requestfinished', ended).off('requestfailed', ended)
    },
  }
}
