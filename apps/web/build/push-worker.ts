import { join } from 'node:path'
import { build, type Plugin } from 'vite'

const fileName = 'push-worker.js'

/** The push worker: one small file of its own at the root of the site, built beside the shop and by the dev server. */
export function pushWorker(): Plugin {
  let root = ''
  return {
    name: 'nowait-push-worker',
    configResolved: (config) => void (root = config.root),
    async generateBundle() {
      this.emitFile({ type: 'asset', fileName, source: await bundle(root) })
    },
    configureServer({ middlewares }) {
      middlewares.use(`/${fileName}`, async (_request, response) => {
        const code = await bundle(root).catch((error: unknown) => `throw ${JSON.stringify(String(error))}`)
        response.setHeader('content-type', 'text/javascript').end(code)
      })
    },
  }
}

async function bundle(root: string): Promise<string> {
  const built = await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    build: {
      write: false,
      rolldownOptions: {
        input: join(root, 'push-worker/worker.ts'),
        output: { format: 'iife', entryFileNames: fileName },
      },
    },
  })
  if (!('output' in built)) throw new Error('One bundle was expected')
  return built.output[0].code
}
