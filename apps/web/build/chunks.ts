import type { Rolldown } from 'vite'

/**
 * Few files: what the document loads is one of them, and a page needs at most three more, all named by routes.json.
 * Left alone the bundler makes a file for every set of pages that share something, down to some hundred bytes each.
 */
export const chunks: Rolldown.OutputOptions['codeSplitting'] = {
  groups: [
    { name: 'index', tags: ['$initial'], priority: 3 },
    { name: 'ui', test: /\/apps\/web\/src\/(lib|components)\/|\/node_modules\//, priority: 2, minShareCount: 2 },
    { name: 'shop', test: /\/features\/(catalogue|product|cart|checkout)\//, minShareCount: 2 },
    { name: 'account', test: /\/features\/(orders|account|points|notifications)\//, minShareCount: 2 },
  ],
}
