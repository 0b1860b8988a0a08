import {
  closeSync,
  copyFileSync,
  existsSync,
  fstatSync,
  openSync,
  readSync,
  renameSync,
  statSync,
  truncateSync,
} from 'node:fs'

const maxBytes = 20 * 1024 * 1024

/** Opens a log for appending (children write to it directly); the one of the last start becomes `<file>.1`. */
export function openLog(file: string): number {
  if (existsSync(file)) renameSync(file, `${file}.1`)
  return openSync(file, 'a')
}

/** Opens a log and goes on where it ends. */
export function appendLog(file: string): number {
  return openSync(file, 'a')
}

/** The last lines of a log, at most 4 kB of them. */
export function tail(file: string, lines = 30): string {
  if (!existsSync(file)) return ''
  const fd = openSync(file, 'r')
  try {
    const size = fstatSync(fd).size
    const buffer = Buffer.alloc(Math.min(size, 4096))
    readSync(fd, buffer, 0, buffer.length, size - buffer.length)
    return buffer.toString('utf8').trimEnd().split('\n').slice(-lines).join('\n')
  } finally {
    closeSync(fd)
  }
}

/** Keeps a log that grows for weeks below 20 MB: its writers append, so it may be emptied under them. */
export function trimLog(file: string): void {
  if (!existsSync(file) || statSync(file).size < maxBytes) return
  copyFileSync(file, `${file}.1`)
  truncateSync(file)
}
