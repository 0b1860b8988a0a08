import { readdirSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { Sql } from '@nowait/chassis/database'

/** Milliseconds of processor by the name of a process, or of the sessions in the database under one name. */
export type Cpu = Map<string, number>

const msPerTick = 10

/** What the processes that this one has started, and those they have, have used so far. Linux only. */
export async function readCpu(sql: Sql): Promise<Cpu> {
  const sessions = await sql<{ pid: number; name: string }[]>`
    select pid, coalesce(nullif(application_name, ''), backend_type) as name from pg_stat_activity`
  const names = new Map(sessions.map(({ pid, name }) => [pid, `database: ${name}`]))
  const cpu: Cpu = new Map()
  const all = readdirSync('/proc').flatMap((name) => look(Number(name)) ?? [])
  for (const { pid, ms } of descendants(all)) {
    const name = names.get(pid) ?? nameOf(pid)
    cpu.set(name, (cpu.get(name) ?? 0) + ms)
  }
  return cpu
}

interface Looked {
  pid: number
  parent: number
  ms: number
}

function look(pid: number): Looked | undefined {
  if (Number.isNaN(pid)) return undefined
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name before it may hold anything.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    const [parent, ...ticks] = [1, 11, 12].map((at) => Number(fields[at])) as [number, number, number]
    return { pid, parent, ms: (ticks[0]! + ticks[1]!) * msPerTick }
  } catch {
    return undefined // gone between two looks
  }
}

function descendants(all: Looked[]): Looked[] {
  const children = Map.groupBy(all, ({ parent }) => parent)
  const below = (pid: number): Looked[] =>
    (children.get(pid) ?? []).flatMap((child) => [child, ...below(child.pid)])
  return below(process.pid)
}

/** `apps/services/order/src/main.ts` is `order`. */
function nameOf(pid: number): string {
  try {
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
    const file = words.findLast((word) => word.endsWith('.ts')) ?? words[0] ?? ''
    return /apps\/(?:services\/)?([\w-]+)\//.exec(file)?.[1] ?? basename(file.split(' ')[0] ?? file)
  } catch {
    return 'gone'
  }
}
