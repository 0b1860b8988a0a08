import { readdirSync, readFileSync } from 'node:fs'
import type { Place } from './place.ts'

/** Hundredths of a second, as Linux counts for user space. */
const ticksPerSecond = 100

/**
 * Tells how many microseconds of processor something took, in this process and in those of the database: unlike its
 * time, that hardly depends on what else the machine does. Undefined where there is no /proc.
 */
export async function createMeter({ database }: Place): Promise<() => () => number | undefined> {
  const [{ pid }] = await database.sql<[{ pid: number }]>`select pg_backend_pid() as pid`
  const server = readStat(pid)?.parent
  return () => {
    const before = total(server)
    return () => {
      const after = total(server)
      return before === undefined || after === undefined ? undefined : after - before
    }
  }
}

function total(server: number | undefined): number | undefined {
  if (server === undefined) return undefined
  const { user, system } = process.cpuUsage()
  const processes = readdirSync('/proc').flatMap((name) => readStat(Number(name)) ?? [])
  const ticks = processes
    .filter(({ pid, parent }) => pid === server || parent === server)
    .reduce((sum, { pid, own, ended }) => sum + own + (pid === server ? ended : 0), 0)
  return user + system + (ticks * 1e6) / ticksPerSecond
}

/** `ended`: of children that are gone. */
function readStat(pid: number): { pid: number; parent: number; own: number; ended: number } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name before it may hold anything.
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number)
    const [parent, utime, stime, cutime, cstime] = [1, 11, 12, 13, 14].map((at) => fields[at]!) as [
      number,
      number,
      number,
      number,
      number,
    ]
    return { pid, parent, own: utime + stime, ended: cutime + cstime }
  } catch {
    // Gone between two looks, or no process at all.
    return undefined
  }
}
