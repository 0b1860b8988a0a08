import { type AddressInfo, createServer, type Socket } from 'node:net'
import { leaveWhenAsked } from '../../leave.ts'
import { type PartName, partNames, parts } from './parts.ts'

// The services behind the page, as cheap as can be: one answer each, whatever is asked. A message sets how long one waits.
leaveWhenAsked()

const delays: Record<PartName, number> = { order: 0, shipping: 0, point: 0 }
process.on('message', (message: Partial<typeof delays>) => void Object.assign(delays, message))

const ports = await Promise.all(partNames.map(serve))
process.send?.(ports)

function serve(part: PartName): Promise<number> {
  const body = Buffer.from(JSON.stringify(parts[part]))
  const head = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${body.byteLength}\r\n\r\n`
  const answer = Buffer.concat([Buffer.from(head), body])
  const server = createServer({ noDelay: true }, (socket) => {
    socket.on('error', () => undefined)
    socket.on('data', (chunk) => {
      // Nobody pipelines and heads are small: one that has ended is one request.
      if (chunk.subarray(-4).toString('latin1') === '\r\n\r\n') reply(socket, answer, delays[part])
    })
  })
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port))
  })
}

function reply(socket: Socket, answer: Buffer, delayMs: number): void {
  if (delayMs === 0) socket.write(answer)
  else setTimeout(() => socket.write(answer), delayMs)
}
