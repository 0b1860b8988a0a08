import type { Plugin } from 'vite'

const behavior = /query-core\/build\/modern\/infiniteQueryBehavior\.js$/
const observer = /query-core\/build\/modern\/infiniteQueryObserver\.js$/

const stub = `
export const infiniteQueryBehavior = () => undefined
export const hasNextPage = () => false
export const hasPreviousPage = () => false`

/** Every visitor would load the code of infinite queries, a kilobyte that none of our pages uses: left out, for as long as that is so. */
export function noInfiniteQueries(): Plugin {
  return {
    name: 'nowait-no-infinite-queries',
    enforce: 'pre',
    load: { filter: { id: behavior }, handler: () => stub },
    generateBundle(_options, bundle) {
      const used = Object.values(bundle).some(
        (file) => file.type === 'chunk' && Object.entries(file.modules).some(isUsed),
      )
      if (used)
        this.error('A page uses infinite queries now: take no-infinite-queries.ts out of vite.config.ts')
    },
  }
}

const isUsed = ([id, { renderedLength }]: [string, { renderedLength: number }]) =>
  observer.test(id) && renderedLength > 0
