import { createServer } from 'node:net'
import { errorCode, Failure } from './failure.ts'
import { waitUntil } from './wait-until.ts'

/** `count` different ports of 127.0.0.1 that nobody listens on. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(Array.from({ length: count }, () => listenOn(0, '127.0.0.1')))
  const ports = servers.map((server) => server.port)
  await Promise.all(servers.map((server) => server.close()))
  return ports
}

/** One port of 127.0.0.1 that nobody listens on. */
export async function freePort(): Promise<number> {
  const [port] = await freePorts(1)
  return port as number
}

/**
 * `setting` is the variable to change. @throws Failure that says what to do when somebody listens there, also
 * after 2 s: what a killed start left behind needs a moment to leave.
 */
export async function requireFreePort(port: number, host: string, setting: string): Promise<void> {
  let problem = ''
  const look = async () => (problem = await portProblem(port, host)) === ''
  if (await waitUntil(look, { limitMs: 2000, everyMs: 200 })) return
  const other = port < 65_000 ? port + 1 : 3001
  throw new Failure(`${problem}, or choose another one: ${setting}=${other} npm start`)
}

async function portProblem(port: number, host: string): Promise<string> {
  // A browser may take `localhost` for ::1, so a stranger there would answer in our place.
  for (const address of host === '127.0.0.1' ? [host, '::1'] : [host]) {
    const code = await listenOn(port, address).then((server) => server.close(), errorCode)
    const noSuchAddress = address === '::1' && code !== 'EADDRINUSE'
    if (code && !noSuchAddress) return describe(port, address, code)
  }
  return ''
}

function describe(port: number, host: string, code: string): string {
  if (code === 'EADDRINUSE') return `Port ${port} is taken. Stop the program that uses it`
  if (code === 'EACCES') return `Port ${port} may not be opened by this user. Allow it`
  return `${host}:${port} cannot be opened (${code}). Set HOST to an address of this machine`
}

function listenOn(port: number, host: string): Promise<{ port: number; close(): Promise<void> }> {
  const server = createServer()
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address()
      const chosen = typeof address === 'object' && address ? address.port : port
      resolve({ port: chosen, close: () => new Promise((done) => server.close(() => done())) })
    })
  })
}
