/** Ends this process, and with it what it started, when the terminal or whoever started it says so or is gone. */
export function leaveWhenAsked(): void {
  // Not by default: what is to be taken down is taken down on `exit`, which a signal alone does not bring.
  // Heard more than once: a second signal, as when a whole group gets it, must not end this in the middle of that.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(130))
  if (!process.send) return
  process.once('disconnect', () => process.exit(130))
  // The channel alone is no reason to stay.
  process.channel?.unref()
}
