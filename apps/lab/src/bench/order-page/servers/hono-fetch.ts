import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import type { JSONValue } from 'hono/utils/types'
import { pathsOf, readPeer, ready } from './peer.ts'

const { port, urls } = readPeer()

const get = async (url: string): Promise<JSONValue> => (await fetch(url)).json() as Promise<JSONValue>

const app = new Hono().get('/api/pages/order/:id', async (c) => {
  const paths = pathsOf(c.req.param('id'))
  const [order, shipping, point] = await Promise.all(paths.map((path, at) => get(urls[at] + path)))
  return c.json({ order, shipping, point })
})
serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }, ready)
