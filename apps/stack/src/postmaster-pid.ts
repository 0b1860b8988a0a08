/** What a running PostgreSQL server writes into `postmaster.pid`. `status` is empty while it is being written. */
export type Postmaster = { pid: number; dataDir: string; port: number | undefined; status: string }

/** Reads the text of `postmaster.pid`; undefined when it is empty or not one. */
export function parsePostmasterPid(text: string): Postmaster | undefined {
  const lines = text.split('\n').map((line) => line.trim())
  const pid = Number.parseInt(lines[0] ?? '', 10)
  const port = Number.parseInt(lines[3] ?? '', 10)
  // A standalone backend (--single) writes its pid as a negative number.
  if (!Number.isInteger(pid) || pid === 0) return undefined
  return {
    pid: Math.abs(pid),
    dataDir: lines[1] ?? '',
    port: Number.isInteger(port) && port > 0 ? port : undefined,
    status: lines[7] ?? '',
  }
}
