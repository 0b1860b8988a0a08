// Loaded into every process of the stack: when the stack is killed without a chance to stop it, it stops itself.
import { isMainThread } from 'node:worker_threads'

const drainMs = 12_000

if (isMainThread && process.send) {
  process.on('disconnect', leave)
  // The channel alone is no reason to stay, or a seed would never end.
  process.channel?.unref()
  if (!process.connected) leave()
}

function leave(): void {
  process.kill(process.pid, 'SIGTERM')
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), drainMs).unref()
}
