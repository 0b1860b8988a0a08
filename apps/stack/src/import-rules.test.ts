import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'

const root = join(import.meta.dirname, '../../..')
const forbidden: [file: string, imported: string][] = [
  ['packages/contract/src/order.ts', '@nowait/chassis/call'],
  ['packages/contract/src/order.ts', 'node:fs'],
  ['packages/chassis/src/call.ts', '@nowait/order/app'],
  ['packages/chassis/src/call.ts', '../../../apps/bff/src/app.ts'],
  ['apps/bff/src/app.ts', '@nowait/order/app'],
  ['apps/bff/src/app.ts', '../../services/order/src/app.ts'],
  ['apps/services/order/src/app.ts', '../../product/src/store.ts'],
  ['apps/services/order/src/store.ts', 'postgres'],
  ['apps/services/order/src/clients.ts', 'undici'],
  ['apps/services/order/src/app.ts', '@nowait/chassis/call'],
  ['apps/services/order/src/order.ts', './store.ts'],
  ['apps/services/order/src/order.ts', '@nowait/chassis/database'],
  ['apps/lab/src/crash/row.ts', '@nowait/stack/start'],
  ['apps/lab/src/crash/row.ts', '../../../services/order/src/store.ts'],
  ['apps/lab/src/crash/row.ts', 'postgres'],
  ['apps/lab/src/bench/order-page/servers/bare-undici.ts', '@nowait/chassis/call'],
  ['apps/services/mypage/src/page.ts', './store.ts'],
  ['apps/stack/src/start.ts', '../../bff/src/main.ts'],
  ['apps/web/src/routes/home.tsx', '@nowait/contract/product'],
  ['apps/web/src/routes/home.tsx', '@nowait/chassis/log'],
  ['apps/web/src/routes/home.tsx', '../../mocks/app.ts'],
  ['apps/web/src/features/orders/card.tsx', '../points/ledger.tsx'],
  ['apps/web/src/features/orders/card.tsx', '../../routes/home.tsx'],
  ['apps/web/src/components/part.tsx', '../features/orders/card.tsx'],
]
const allowed: [file: string, imported: string][] = [
  ['packages/contract/src/order.ts', 'zod'],
  ['packages/chassis/src/call.ts', '@nowait/contract/headers'],
  ['packages/chassis/src/database.ts', 'postgres'],
  ['apps/services/order/src/app.ts', './store.ts'],
  ['apps/services/order/src/clients.ts', '@nowait/chassis/call'],
  ['apps/services/order/src/order.ts', '@nowait/contract/order'],
  ['apps/lab/src/crash/row.ts', '@nowait/chassis/database'],
  ['apps/lab/src/bench/order-page/servers/bare-undici.ts', 'undici'],
  ['apps/web/src/main.tsx', '../mocks/browser.ts'],
  ['apps/web/src/lib/api.ts', '@nowait/contract/bff.routes'],
  ['apps/web/src/features/lab/recommendation.tsx', '@nowait/contract/recommend-mode'],
  ['apps/web/src/routes/home.tsx', '../features/orders/card.tsx'],
  ['apps/web/src/features/orders/card.tsx', '../../components/part.tsx'],
]

let house: string
const reported = new Map<string, string>()

// A house of one-line files, linted with the real rules: a rule that stopped working is noticed here.
beforeAll(async () => {
  house = mkdtempSync(join(tmpdir(), 'nowait-rules-'))
  cpSync(join(root, '.oxlintrc.json'), join(house, '.oxlintrc.json'))
  const files = new Map<string, string[]>()
  for (const [file, imported] of [...forbidden, ...allowed])
    files.set(file, [...(files.get(file) ?? []), imported])
  for (const [file, imports] of files) {
    mkdirSync(dirname(join(house, file)), { recursive: true })
    const lines = imports.map(
      (imported, n) => `import { createUpstream as x${n} } from '${imported}'; export const y${n} = x${n}`,
    )
    writeFileSync(join(house, file), `${lines.join('\n')}\n`)
  }
  const oxlint = join(root, 'node_modules/oxlint/bin/oxlint')
  const run = promisify(execFile)(process.execPath, [oxlint, '--format', 'json'], { cwd: house })
  const { stdout } = await run.catch((error: { stdout: string }) => error)
  for (const finding of (JSON.parse(stdout) as { diagnostics: Finding[] }).diagnostics) {
    if (finding.code !== 'eslint(no-restricted-imports)') continue
    const imported = /(?:^| from )'([^']+)' (?:import )?is restricted/.exec(finding.message)?.[1]
    reported.set(`${finding.filename} ${imported}`, finding.message)
  }
}, 30_000)
afterAll(() => rmSync(house, { recursive: true, force: true }))

interface Finding {
  code: string
  message: string
  filename: string
}

test.for(forbidden)('%s may not import %s', ([file, imported]) => {
  expect([...reported.keys()]).toContain(`${file} ${imported}`)
})

test.for(allowed)('%s may import %s', ([file, imported]) => {
  expect([...reported.keys()]).not.toContain(`${file} ${imported}`)
})
