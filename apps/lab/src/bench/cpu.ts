import { readdirSync, readFileSync } from 'node:fs'
import type { Place } from './place.ts'

/** Hundredths of a second, as Linux counts for user space. */
const ticksPerSecond = 100

/**
 * Tells how many microseconds of processor something took, in this process and in those of the database: unlike its
 * time, that hardly depends on what else the machine does. Undefined where there is no /proc.
 */
export async function createMeter({
  database,
}: Pick<Place, 'database'>): Promise<() => () => number | undefined> {
  const server = await databasePid(database)
  return () => {
    const before = total(server)
    return () => {
      const after = total(server)
      return before === undefined || after === undefined ? undefined : after - before
    }
  }
}

/** The server process of a database, whose children its sessions are. */
export async function databasePid({ sql }: Place['database']): Promise<number | undefined> {
  const [{ pid }] = await sql<[{ pid: number }]>`select pg_backend_pid() as pid`
  return readStat(pid)?.parent
}

/** Microseconds of processor that these processes and their children have used so far; NaN where there is no /proc. */
export function cpuOf(pids: number[]): number {
  if (!pids.some((pid) => readStat(pid))) return Number.NaN
  return (familyTicks(pids) * 1e6) / ticksPerSecond
}

function total(server: number | undefined): number | undefined {
  if (server === undefined) return undefined
  const { user, system } = process.cpuUsage()
  return user + system + (familyTicks([server]) * 1e6) / ticksPerSecond
}

function familyTicks(pids: number[]): number {
  const processes = readdirSync('/proc').flatMap((name) => readStat(Number(name)) ?? [])
  return processes
    .filter(({ pid, parent }) => pids.includes(pid) || pids.includes(parent))
    .reduce((sum, { pid, own, ended }) => sum + own + (pids.includes(pid) ? ended : 0), 0)
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
