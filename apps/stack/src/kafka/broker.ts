import { spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { closeSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { Failure } from '../failure.ts'
import { appendLog, tail } from '../log-file.ts'
import { freePorts } from '../ports.ts'
import { waitUntil } from '../wait-until.ts'
import { ensureJars } from './jars.ts'
import { requireJava } from './java.ts'
import { logProperties, serverProperties } from './settings.ts'

// A machine that runs all the tests at once is slow: 44 s were seen there.
const startMs = 120_000
const stopMs = 10_000

/** A Kafka of one node on 127.0.0.1. */
export interface Broker {
  /** For KAFKA_BROKERS. */
  address: string
  pid(): number | undefined
  /** Stops the process and keeps its data; `kill` gives it no chance to tidy up. */
  halt(how?: 'kill'): Promise<void>
  /** Starts it again on the same port with the same data. */
  resume(): Promise<void>
  /** Stops it and removes its data. */
  stop(): Promise<void>
}

/** Starts a broker with empty data in a temporary folder. @throws Failure without Java, jars, or an answer in time. */
export async function startBroker({ tell }: { tell?: (line: string) => void } = {}): Promise<Broker> {
  const java = requireJava()
  const jars = await ensureJars({ tell })
  const [broker = 0, controller = 0] = await freePorts(2)
  const folder = mkdtempSync(join(tmpdir(), 'nowait-kafka-'))
  const file = (name: string) => join(folder, name)
  const run = (memory: string, ...args: string[]) => [
    `-Xmx${memory}`,
    `-Dlog4j2.configurationFile=${file('log4j2.properties')}`,
    '-cp',
    jars.join(delimiter),
    ...args,
  ]
  const keeper = startKeeper(folder)
  let node = { halt: async (_how?: 'kill') => {}, pid: (): number | undefined => undefined }

  async function resume(): Promise<void> {
    const args = run('400m', 'kafka.Kafka', file('server.properties'))
    node = await startNode({ java, args, port: broker, log: file('kafka.log'), started: keeper.keep })
  }

  async function halt(how?: 'kill'): Promise<void> {
    await node.halt(how)
    keeper.forget()
  }

  async function stop(): Promise<void> {
    await halt()
    rmSync(folder, { recursive: true, force: true })
    keeper.end()
  }

  try {
    mkdirSync(file('data'))
    writeFileSync(file('log4j2.properties'), logProperties)
    writeFileSync(file('server.properties'), serverProperties({ broker, controller }, file('data')))
    const cluster = randomBytes(16).toString('base64url')
    format(
      java,
      run('128m', 'kafka.tools.StorageTool', 'format', '-t', cluster, '-c', file('server.properties')),
    )
    await resume()
  } catch (error) {
    await stop()
    throw error
  }
  return {
    address: `127.0.0.1:${broker}`,
    pid: () => node.pid(),
    halt,
    resume,
    stop,
  }
}

function format(java: string, args: string[]): void {
  const { status, signal, error, stdout, stderr } = spawnSync(java, args, { encoding: 'utf8' })
  if (status === 0) return
  const how = error?.message ?? signal ?? `code ${status}`
  const said = `${stdout}${stderr}`
  // The last line alone in the message: test runners do not print what is beside it.
  throw new Failure(
    `The storage of Kafka could not be prepared (${how}). ${said.trim().split('\n').at(-1)}`,
    said,
  )
}

/** A process that kills the broker and removes its folder when this one is gone. */
function startKeeper(folder: string) {
  const keeper = spawn(process.execPath, [join(import.meta.dirname, 'keeper.ts'), folder], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  keeper.stdin.on('error', () => {}) // it is only a safety net
  keeper.unref()
  return {
    keep: (pid: number) => void keeper.stdin.write(`${pid}\n`),
    forget: () => void keeper.stdin.write('\n'),
    end: () => void keeper.stdin.end(),
  }
}

interface NodeOptions {
  java: string
  args: string[]
  port: number
  log: string
  started: (pid: number) => void
}

async function startNode({ java, args, port, log, started }: NodeOptions) {
  const output = appendLog(log)
  const child = spawn(java, args, { stdio: ['ignore', output, output] })
  closeSync(output)
  if (child.pid !== undefined) started(child.pid)
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const isOver = () => child.exitCode !== null || child.signalCode !== null
  const killWithUs = () => child.kill('SIGKILL')
  process.once('exit', killWithUs)

  async function halt(how?: 'kill'): Promise<void> {
    child.kill(how ? 'SIGKILL' : 'SIGTERM')
    const late = setTimeout(() => child.kill('SIGKILL'), stopMs)
    await ended
    clearTimeout(late)
    process.off('exit', killWithUs)
  }

  const answered = await waitUntil(() => isOver() || answers(port), { limitMs: startMs, everyMs: 50 })
  if (answered && !isOver()) return { halt, pid: () => child.pid }
  if (!isOver()) await halt('kill')
  throw new Failure(`Kafka did not answer on port ${port}.`, tail(log))
}

/** The port opens only when the node has taken up its work. */
export function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    const done = (is: boolean) => {
      socket.destroy()
      resolve(is)
    }
    socket.once('connect', () => done(true)).once('error', () => done(false))
  })
}
