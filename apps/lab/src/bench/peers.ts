import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import manifest from '../../package.json' with { type: 'json' }

const absent = 'not installed'
const jars = new URL('../../../stack/src/kafka/jars.sha256', import.meta.url)

/** The version of each peer and of the programs that take part, or that one is not there: then no row mentions it. */
export const peerVersions = (): Record<string, string> => ({
  ...packageVersions(),
  nginx: versionOf('/usr/sbin/nginx', '-v'),
  chromium: versionOf(process.env.CHROMIUM_PATH ?? '/usr/bin/chromium', '--version'),
  // Of the broker that is started when none is given.
  kafka: /kafka-server-([\d.]+)\.jar/.exec(readFileSync(jars, 'utf8'))?.[1] ?? 'unknown',
})

function versionOf(program: string, option: string): string {
  const { stdout, stderr } = spawnSync(program, [option], { encoding: 'utf8' })
  return /\d+(?:\.\d+)+/.exec(`${stdout}${stderr}`)?.[0] ?? absent
}

function packageVersions(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(manifest.devDependencies)
      .filter(([name]) => !name.startsWith('@types/'))
      .map(([name, version]) => [name, isInstalled(name) ? version : absent]),
  )
}

function isInstalled(name: string): boolean {
  try {
    return Boolean(import.meta.resolve(name))
  } catch {
    return false
  }
}
