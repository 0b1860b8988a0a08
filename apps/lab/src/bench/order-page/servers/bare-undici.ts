import { createServer } from 'node:http'
import { Pool } from 'undici'
import { pathsOf, readPeer, ready } from './peer.ts'

const { port, urls } = readPeer()
const pools = urls.map((url) => new Pool(url, { connections: 64 }))

const get = async (at: number, path: string): Promise<unknown> => {
  const { body } = await pools[at]!.request({ path, method: 'GET' })
  return body.json()
}

createServer(async (request, response) => {
  const paths = pathsOf(request.url!.slice(request.url!.lastIndexOf('/') + 1))
  const [order, shipping, point] = await Promise.all(paths.map((path, at) => get(at, path)))
  const body = JSON.stringify({ order, shipping, point })
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) })
  response.end(body)
}).listen(port, '127.0.0.1', ready)
