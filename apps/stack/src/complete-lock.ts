/**
 * `npm run lock`, after adding a dependency: names the packages of every platform in the lock file. A registry that
 * mirrors only some of them makes npm leave the others out, and then `npm ci` refuses the lock file everywhere.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { inRoot } from './paths.ts'

type Entry = Record<string, unknown> & { version?: string; optionalDependencies?: Record<string, string> }
type Lock = { packages: Record<string, Entry> }

const systems = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
]
const processors = [
  'arm',
  'arm64',
  'ia32',
  'loong64',
  'mips64el',
  'ppc64',
  'riscv64',
  's390x',
  'wasm32',
  'x64',
]
const aliases: Record<string, string> = { windows: 'win32', armv7: 'arm' }
const libraries: Record<string, string> = {
  gnu: 'glibc',
  gnueabihf: 'glibc',
  musl: 'musl',
  musleabihf: 'musl',
}

const file = inRoot('package-lock.json')
const lock = JSON.parse(readFileSync(file, 'utf8')) as Lock
const added = complete(lock)
lock.packages = Object.fromEntries(
  Object.entries(lock.packages).toSorted(([a], [b]) => a.localeCompare(b, 'en')),
)
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
console.log(added.length > 0 ? `added ${added.join(', ')}` : 'nothing was missing')

function complete({ packages }: Lock): string[] {
  const names: string[] = []
  for (const [path, { optionalDependencies = {}, dev }] of Object.entries(packages)) {
    for (const [name, range] of Object.entries(optionalDependencies)) {
      const place = `node_modules/${name}`
      if (packages[place] || packages[`${path}/${place}`]) continue
      packages[place] = {
        version: range.replace(/^[\^~]/, ''),
        ...(dev === true && { dev }),
        ...platformOf(name),
      }
      names.push(name)
    }
  }
  return names
}

/** A platform package says in its name what it is for: `@oxlint/binding-linux-arm64-musl`. */
function platformOf(name: string): Entry {
  const words = name
    .split('/')
    .at(-1)!
    .split(/[-.]/)
    .map((word) => aliases[word] ?? word)
  const one = (known: string[]) => words.filter((word) => known.includes(word)).slice(0, 1)
  const [os, cpu] = [one(systems), one(processors)]
  const libc = words.flatMap((word) => libraries[word] ?? [])
  return {
    ...(cpu.length > 0 && { cpu }),
    ...(libc.length > 0 && { libc }),
    optional: true,
    ...(os.length > 0 && { os }),
  }
}
