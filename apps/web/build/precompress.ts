import { readdir, readFile, writeFile } from 'node:fs/promises'
import { extname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Plugin } from 'vite'

const compressible = new Set(['.html', '.js', '.css', '.svg', '.txt', '.webmanifest'])
/** Smaller files fit one packet either way. */
const worthwhileBytes = 600

/** Writes a `.br` and a `.gz` beside every text file of the build, as small as they get: nothing is left to do per request. */
export function precompress(): Plugin {
  let outDir = ''
  return {
    name: 'nowait-precompress',
    configResolved: (config) => void (outDir = resolve(config.root, config.build.outDir)),
    // Not at the end of a build that writes nothing.
    async writeBundle() {
      for (const entry of await readdir(outDir, { recursive: true, withFileTypes: true })) {
        if (entry.isFile() && compressible.has(extname(entry.name)))
          await compressFile(join(entry.parentPath, entry.name))
      }
    },
  }
}

async function compressFile(path: string): Promise<void> {
  const bytes = await readFile(path)
  if (bytes.byteLength < worthwhileBytes) return
  const [br, gz] = await Promise.all([
    promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.byteLength } }),
    promisify(gzip)(bytes, { level: 9 }),
  ])
  await Promise.all([writeFile(`${path}.br`, br), writeFile(`${path}.gz`, gz)])
}
