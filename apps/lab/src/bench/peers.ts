import manifest from '../../package.json' with { type: 'json' }

/** The version of each peer, or that it is not there: then no row mentions it. */
export function peerVersions(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(manifest.devDependencies)
      .filter(([name]) => !name.startsWith('@types/'))
      .map(([name, version]) => [name, isInstalled(name) ? version : 'not installed']),
  )
}

function isInstalled(name: string): boolean {
  try {
    return Boolean(import.meta.resolve(name))
  } catch {
    return false
  }
}
