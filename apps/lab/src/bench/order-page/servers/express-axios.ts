import axios from 'axios'
import express from 'express'
import { pathsOf, readPeer, ready } from './peer.ts'

const { port, urls } = readPeer()

const get = async (url: string): Promise<unknown> => (await axios.get(url)).data

// Express 5 takes promises.
// oxlint-disable-next-line oxc/no-async-endpoint-handlers
const app = express().get('/api/pages/order/:id', async (request, response) => {
  const paths = pathsOf(request.params.id)
  const [order, shipping, point] = await Promise.all(paths.map((path, at) => get(urls[at] + path)))
  response.json({ order, shipping, point })
})
app.listen(port, '127.0.0.1', ready)
