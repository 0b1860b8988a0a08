import { connect, type Socket } from 'node:net'

/**
 * Connects a socket that is destroyed when what was written gets no answer within `answerMs`. A peer that vanished
 * without a word is otherwise noticed only when the system gives up repeating: after a quarter of an hour.
 */
export function answeringSocket(
  { host, port, path }: { host: string; port: number; path: string | false },
  answerMs: number,
): Socket {
  const socket = path ? connect(path) : connect(port, host)
  const write = socket.write
  let asked = false
  socket.write = (...args: unknown[]) => {
    asked = true
    return Reflect.apply(write, socket, args)
  }
  socket.on('data', () => (asked = false))
  const giveUp = () => asked && socket.destroy(new Error(`The database did not answer within ${answerMs} ms`))
  // After a pause of this process the answer may be there and not be read yet.
  socket.setTimeout(answerMs, () => asked && setImmediate(giveUp))
  return socket
}
