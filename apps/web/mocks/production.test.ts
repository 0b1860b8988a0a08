// @vitest-environment node
import { expect, test } from 'vitest'
import { build } from 'vite'

const root = decodeURIComponent(new URL('..', import.meta.url).pathname)

async function textsOf(mode: string): Promise<string> {
  const built = await build({
    root,
    mode,
    configFile: `${root}vite.config.ts`,
    logLevel: 'silent',
    build: { write: false },
  })
  if (!('output' in built)) throw new Error('One bundle was expected')
  return built.output
    .map((file) =>
      file.type === 'chunk' ? `${file.fileName} ${file.code}` : `${file.fileName} ${file.source}`,
    )
    .join('\n')
}

test('nothing of the mock is in the shop that is served', { timeout: 60_000 }, async () => {
  const traces = /nowait-mock|mockServiceWorker|virtual:msw/
  expect(await textsOf('production')).not.toMatch(traces)
  expect(await textsOf('mock')).toMatch(traces)
})
