import { connect, type Socket } from 'node:net'

export interface Asked {
  /** From the request to its last byte, ms. */
  times: number[]
  /** Answers with another status than was expected. */
  failures: number
  perSecond: number
}

export interface Asking {
  port: number
  /** The bytes of the request of each connection: written once, sent again and again. */
  request: (connection: number) => Buffer
  connections: number
  forMs: number
  /** The status of a good answer: 200 unless said. */
  expect?: number
  /** Goes on until so many answers are there, however long that takes. */
  atLeast?: number
}

const endOfChunks = Buffer.from('\r\n0\r\n\r\n')
const giveUpMs = 120_000

/** Each connection asks again as soon as it has its answer. As cheap as can be, so that a processor is left for the server. */
export async function askAgainAndAgain(asking: Asking): Promise<Asked> {
  const { connections, forMs, expect = 200, atLeast = 0 } = asking
  const start = performance.now()
  const times: number[] = []
  let failures = 0
  const isOver = () => {
    const ms = performance.now() - start
    return (ms >= forMs && times.length >= atLeast) || ms > giveUpMs
  }
  const one = async (connection: number) => {
    const line = await openLine(asking.port)
    try {
      while (!isOver()) {
        const asked = performance.now()
        const { status } = await line.ask(asking.request(connection))
        times.push(performance.now() - asked)
        if (status !== expect) failures += 1
      }
    } finally {
      line.close()
    }
  }
  await Promise.all(Array.from({ length: connections }, (_, connection) => one(connection)))
  return { times, failures, perSecond: (times.length * 1_000) / (performance.now() - start) }
}

export interface Line {
  /** `firstMs`: until `first` was among the bytes. */
  ask(request: Buffer, first?: string): Promise<{ status: number; body: string; firstMs: number }>
  close(): void
}

/** One connection, kept alive, one request after the other. */
export function openLine(port: number): Promise<Line> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true }, () => resolve(lineOver(socket)))
    socket.once('error', reject)
  })
}

function lineOver(socket: Socket): Line {
  return {
    ask(request, first) {
      const asked = performance.now()
      return new Promise((resolve, reject) => {
        const chunks: Buffer[] = []
        let firstMs = Number.NaN
        const end = (settle: () => void) => {
          socket.off('data', onData)
          socket.off('close', onClose)
          settle()
        }
        const onClose = () => end(() => reject(new Error('The server hung up')))
        const onData = (chunk: Buffer) => {
          chunks.push(chunk)
          const all = chunks.length === 1 ? chunk : Buffer.concat(chunks)
          if (first && Number.isNaN(firstMs) && all.includes(first)) firstMs = performance.now() - asked
          const bodyAt = whole(all)
          if (bodyAt === undefined) return
          const status = Number(all.toString('latin1', 9, 12))
          end(() => resolve({ status, firstMs, body: all.toString('utf8', bodyAt) }))
        }
        socket.on('data', onData)
        socket.once('close', onClose)
        socket.write(request)
      })
    },
    close: () => void socket.destroy(),
  }
}

/** Where the body of a complete answer begins; undefined while something is missing. */
function whole(answer: Buffer): number | undefined {
  const headEnd = answer.indexOf('\r\n\r\n')
  if (headEnd < 0) return undefined
  const head = answer.toString('latin1', 0, headEnd)
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)
  if (/^HTTP\/1.1 304/.test(answer.toString('latin1', 0, 12))) return headEnd + 4
  if (length) return answer.byteLength >= headEnd + 4 + Number(length[1]) ? headEnd + 4 : undefined
  return answer.subarray(-endOfChunks.byteLength).equals(endOfChunks) ? headEnd + 4 : undefined
}

/** A GET as a browser's script sends it. */
export const getRequest = (path: string, headers: Record<string, string>): Buffer => {
  const lines = Object.entries({ host: 'localhost', 'user-agent': 'bench', ...headers })
  return Buffer.from(
    `GET ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}`).join('\r\n')}\r\n\r\n`,
  )
}
