import type { Plugin } from 'vite'

const helper = `
const seen = new Set()
export const __vitePreload = (load, files) => {
  for (const file of files ?? []) {
    if (seen.has(file)) continue
    seen.add(file)
    const link = document.createElement('link')
    link.rel = 'modulepreload'
    link.href = '/' + file
    document.head.append(link)
  }
  return load()
}`

/**
 * What a lazy page needs is fetched beside it, not after it. Vite's own helper does that too, and stylesheets, nonces
 * and old browsers besides, for ten times the size.
 */
export function preload(): Plugin {
  return {
    name: 'nowait-preload',
    enforce: 'pre',
    load: { filter: { id: /^\0vite\/preload-helper/ }, handler: () => helper },
  }
}
