import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import tls from 'node:tls'
import { Failure, reason } from '../failure.ts'
import { inRoot } from '../paths.ts'

const publicRepository = 'https://repo.maven.apache.org/maven2'
const limitMs = 120_000
const atOnce = 6

type Jar = { sha256: string; path: string }

/**
 * The broker's jars, each checked against the list beside this file; what is missing is fetched first from
 * MAVEN_REPOSITORY into NOWAIT_CACHE. @throws Failure that names the jar when it cannot be had as listed.
 */
export async function ensureJars({
  repository = process.env.MAVEN_REPOSITORY || publicRepository,
  cache = process.env.NOWAIT_CACHE || inRoot('.data/kafka/lib'),
  list = readList(),
  tell = (_line: string) => {},
}: { repository?: string; cache?: string; list?: Jar[]; tell?: (line: string) => void } = {}): Promise<
  string[]
> {
  mkdirSync(cache, { recursive: true })
  const missing: Jar[] = []
  for (const jar of list) if (!(await isWhole(fileOf(cache, jar), jar))) missing.push(jar)
  if (missing.length > 0) {
    tell(`fetching ${missing.length} jars of Kafka from ${new URL(repository).host}`)
    trustSystem()
  }
  const next = missing.values()
  const fetchOneByOne = async () => {
    for (const jar of next) await fetchJar(repository, cache, jar)
  }
  await Promise.all(Array.from({ length: atOnce }, fetchOneByOne))
  return list.map((jar) => fileOf(cache, jar))
}

// Whoever looks into the traffic of a company or a build machine has put an authority there; Node alone knows only its own.
function trustSystem(): void {
  const known = [...tls.getCACertificates('default'), ...tls.getCACertificates('system')]
  tls.setDefaultCACertificates([...new Set(known)])
}

/** `sha256  path in a Maven repository`, a line each: also what `sha256sum --check` reads. */
function readList(): Jar[] {
  const text = readFileSync(join(import.meta.dirname, 'jars.sha256'), 'utf8')
  return text
    .trim()
    .split('\n')
    .map((line) => line.split(/\s+/))
    .map(([sha256 = '', path = '']) => ({ sha256, path }))
}

const fileOf = (cache: string, { path }: Jar) => join(cache, basename(path))

const sha256Of = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

async function isWhole(file: string, { sha256 }: Jar): Promise<boolean> {
  const bytes = await readFile(file).catch(() => undefined)
  return bytes !== undefined && sha256Of(bytes) === sha256
}

async function fetchJar(repository: string, cache: string, jar: Jar): Promise<void> {
  const url = `${repository.replace(/\/$/, '')}/${jar.path}`
  const bytes = await download(url)
  const found = sha256Of(bytes)
  if (found !== jar.sha256)
    throw new Failure(`${url} is not the listed file (sha256 ${found}, expected ${jar.sha256}).`)
  // Renamed when it is whole, so that two starts at once never see half a jar.
  const part = `${fileOf(cache, jar)}.${process.pid}.part`
  writeFileSync(part, bytes)
  renameSync(part, fileOf(cache, jar))
}

async function download(url: string): Promise<Uint8Array> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(limitMs) })
    if (!response.ok) throw new Error(`HTTP ${response.status}`)
    return new Uint8Array(await response.arrayBuffer())
  } catch (error) {
    const hint = 'Check the network, or set MAVEN_REPOSITORY to a mirror of Maven Central.'
    throw new Failure(`Download failed: ${url}: ${causeOf(error)}. ${hint}`)
  }
}

const causeOf = (error: unknown) =>
  error instanceof Error && error.cause ? reason(error.cause) : reason(error)
