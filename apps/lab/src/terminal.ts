/** A line of the terminal that the next one replaces. */
export function tell(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K  ${text}`)
}

export function say(text: string): void {
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K')
  process.stdout.write(`${text}\n`)
}
