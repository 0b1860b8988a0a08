import type { Rolldown } from 'vite'

/** Used by several pages of one side of the shop only. */
const shopSide =
  /\/features\/(catalogue|product|cart|checkout)\/|\/(amounts|stock-badge|quantity-stepper)\.tsx|\/(useQueries|queriesObserver)\.js/
const memberSide = /\/features\/(orders|points|notifications)\//
const entrySide = /\/features\/account\/|\/push-owner\.ts$/
const opsSide = /\/features\/ops\/|\/ops\.routes\.ts$/
/** Reads what comes as it happens: the shop's news after the page, and the lab. */
const liveSide = /\/live\/read-messages\.ts$/
const pushSide = /\/push-browser\.ts$|\/browsers\.routes\.ts$/

/**
 * Few files: what the document loads is one of them, and a page needs at most four more, all named by routes.json.
 * Left alone the bundler makes a file for every set of pages that share something, down to some hundred bytes each.
 */
export const chunks: Rolldown.OutputOptions['codeSplitting'] = {
  groups: [
    { name: 'index', tags: ['$initial'], priority: 3 },
    { name: 'ui', test: (id) => !isOfOneSide(id) && !isPage(id), priority: 2, minShareCount: 2 },
    { name: 'shop', test: shopSide, priority: 1, minShareCount: 2 },
    { name: 'member', test: memberSide, priority: 1, minShareCount: 2 },
    { name: 'entry', test: entrySide, priority: 1, minShareCount: 2 },
    { name: 'ops', test: opsSide, priority: 1, minShareCount: 2 },
    // Fetched by who asks for pushes or has them. After the others: it would take along what it shares with them.
    { name: 'push', test: pushSide, priority: 0 },
    { name: 'live', test: liveSide, priority: 0 },
  ],
}

const isOfOneSide = (id: string) =>
  [shopSide, memberSide, entrySide, opsSide, liveSide, pushSide].some((side) => side.test(id))
const isPage = (id: string) => /\/src\/(routes|messages|layout)\//.test(id)
