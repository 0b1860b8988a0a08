import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { Failure } from '../failure.ts'

const oldest = 17

/** The command of a Java that can run the broker. @throws Failure when there is none, or only an older one. */
export function requireJava(env: NodeJS.ProcessEnv = process.env): string {
  const java = env.JAVA_HOME ? join(env.JAVA_HOME, 'bin/java') : 'java'
  const { error, status, stderr } = spawnSync(java, ['-version'], { env, encoding: 'utf8' })
  if (error || status !== 0)
    throw new Failure(
      `No Java found (${java}). Kafka needs Java ${oldest} or newer: install it, or set JAVA_HOME.`,
    )
  const major = majorOf(stderr)
  if (major < oldest)
    throw new Failure(
      `Java too old: ${java} is ${major}, Kafka needs ${oldest} or newer. Set JAVA_HOME to one.`,
    )
  return java
}

/** `1.8.0_292` is 8, `17.0.15` is 17. */
function majorOf(output: string): number {
  const [, first, second] = /version "(\d+)(?:\.(\d+))?/.exec(output) ?? []
  return Number(first === '1' ? second : first)
}
