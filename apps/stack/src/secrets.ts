import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { errorCode, Failure } from './failure.ts'

/** Named random values that are made once and kept: passwords of database roles, credentials of services. */
export type Secrets = { get(name: string): string }

/** Opens the file of secrets (mode 0600); a secret asked for the first time is made and saved. */
export function openSecrets(file: string): Secrets {
  const known = existsSync(file) ? read(file) : new Map<string, string>()
  const get = (name: string): string => {
    const found = known.get(name)
    if (found) return found
    const made = randomBytes(24).toString('base64url')
    known.set(name, made)
    write(file, known)
    return made
  }
  return { get }
}

function read(file: string): Map<string, string> {
  try {
    chmodSync(file, 0o600)
    return parseSecrets(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new Failure(
      `${file} cannot be read by this user (${errorCode(error)}). Give it to this user: chown.`,
    )
  }
}

/** One `NAME=value` a line. */
export function parseSecrets(text: string): Map<string, string> {
  const lines = text.split('\n').filter((line) => line.includes('='))
  return new Map(
    lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1).trim()]),
  )
}

// By way of a second file, so that a kill in between leaves the old secrets or the new ones.
function write(file: string, secrets: Map<string, string>): void {
  const text = [...secrets].map(([name, value]) => `${name}=${value}\n`).join('')
  writeFileSync(`${file}.new`, text, { mode: 0o600 })
  renameSync(`${file}.new`, file)
}
