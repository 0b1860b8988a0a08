import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** What Lighthouse says of a page on a simulated phone and slow network. */
export interface Judgement {
  /** Of 100. */
  score: number
  /** Ms until the largest paint. */
  lcp: number
}

const script = join(import.meta.dirname, '../../../../stack/src/lighthouse.ts')

/** Asks the script of `npm run lighthouse` about the home page of a shop that runs: medians of so many runs. */
export async function judgeHome(url: string, runs: number): Promise<Judgement> {
  const folder = mkdtempSync(join(tmpdir(), 'nowait-lighthouse-'))
  const file = join(folder, 'medians.json')
  try {
    const args = [script, '--site', url, '--page', 'home', '--runs', String(runs), '--json', file]
    // With a channel: it leaves when we are gone.
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })
    let complaints = ''
    child.stderr!.setEncoding('utf8').on('data', (text: string) => (complaints += text))
    const [code] = (await once(child, 'exit')) as [number | null]
    if (code !== 0) throw new Error(`Lighthouse ended with ${code}: ${complaints.slice(-2_000)}`)
    return (JSON.parse(readFileSync(file, 'utf8')) as { home: Judgement }).home
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
