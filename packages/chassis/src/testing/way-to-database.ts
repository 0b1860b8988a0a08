import { connect, type Socket } from 'node:net'
import { inject, onTestFinished } from 'vitest'
import { socketServer } from './servers.ts'

/**
 * The address of the tests' PostgreSQL by a way that a test rules: `between` gets each client's connection and may open
 * its other half. All are closed with the test.
 */
export async function wayToDatabase(
  between: (client: Socket, openServer: () => Socket) => void,
): Promise<string> {
  const url = new URL(inject('databaseUrl'))
  const [port, host] = [Number(url.port), url.hostname]
  const way = await socketServer((client) =>
    between(client, () => {
      const server = connect(port, host)
      server.on('error', () => client.destroy())
      client.on('close', () => server.destroy())
      return server
    }),
  )
  onTestFinished(way.close)
  url.host = new URL(way.url).host
  return url.href
}
