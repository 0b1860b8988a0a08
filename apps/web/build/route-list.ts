import type { Plugin } from 'vite'
import { lazyFiles } from './initial-files.ts'
import { routeSources } from './route-sources.ts'

/**
 * Writes `routes.json`: for each page its path, the files its chunk needs and its first data request and pictures, so that
 * the server can name them to the browser together with the document.
 */
export function routeList(): Plugin {
  let root = ''
  return {
    name: 'nowait-route-list',
    configResolved: (config) => void (root = config.root),
    async generateBundle(_options, bundle) {
      const list = (await routeSources(root)).map(({ path, sources, data, member, pictures }) => ({
        path,
        chunks: lazyFiles(bundle, sources).map((file) => `/${file}`),
        data,
        member,
        pictures,
      }))
      this.emitFile({ type: 'asset', fileName: 'routes.json', source: JSON.stringify(list, null, 2) })
    },
  }
}
