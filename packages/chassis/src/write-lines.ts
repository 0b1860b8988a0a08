import type { ServerResponse } from 'node:http'
import type { PageLines } from '@nowait/contract/stream-parts'

/** Lines that come within so many ms of each other are sent together, by one write. */
const gatherMs = 2

/**
 * Writes the head of an answer and the lines of its page. None waits for a late one, only so long for those that are as
 * good as there: a page that is complete by then is one write. When the reader has gone the lines are left.
 */
export async function writeLines(outgoing: ServerResponse, head: Response, lines: PageLines): Promise<void> {
  if (outgoing.destroyed) return lines.leave()
  let gathered: Uint8Array[] = []
  let timer: NodeJS.Timeout | undefined
  const taken = () => {
    const all = gathered.length === 1 ? gathered[0] : Buffer.concat(gathered)
    gathered = []
    timer = undefined
    return all
  }
  outgoing.once('close', () => {
    clearTimeout(timer)
    if (!outgoing.writableEnded) lines.leave()
  })
  try {
    outgoing.statusCode = head.status
    outgoing.setHeaders(head.headers)
    for (let line = await lines.next(); line; line = await lines.next()) {
      gathered.push(line)
      // What a slow reader does not take is in memory anyway: the parts of a page are few and of a limited size.
      timer ??= setTimeout(() => outgoing.write(taken()), gatherMs)
    }
    clearTimeout(timer)
    outgoing.end(taken())
  } catch {
    // It has been told of. A reader counts the lines, so a connection that breaks says that some are missing.
    clearTimeout(timer)
    outgoing.destroy()
  }
}
