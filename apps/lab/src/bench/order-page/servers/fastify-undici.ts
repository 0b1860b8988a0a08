import Fastify from 'fastify'
import { Pool } from 'undici'
import { pathsOf, readPeer, ready } from './peer.ts'

const { port, urls } = readPeer()
const pools = urls.map((url) => new Pool(url, { connections: 64 }))

const get = async (at: number, path: string): Promise<unknown> => {
  const { body } = await pools[at]!.request({ path, method: 'GET' })
  return body.json()
}

const app = Fastify()
app.get<{ Params: { id: string } }>('/api/pages/order/:id', async ({ params }) => {
  const [order, shipping, point] = await Promise.all(pathsOf(params.id).map((path, at) => get(at, path)))
  return { order, shipping, point }
})
await app.listen({ port, host: '127.0.0.1' })
ready()
