import axios from 'axios'
import express from 'express'
import { pathsOf, readPeer, ready } from './peer.ts'

const { port, urls } = readPeer()

const get = async (url: string): Promise<unknown> => (await axios.get(url)).data

async function page(id: string): Promise<object> {
  const [order, shipping, point] = await Promise.all(pathsOf(id).map((path, at) => get(urls[at] + path)))
  return { order, shipping, point }
}

const app = express().get('/api/pages/order/:id', (request, response, next) => {
  page(request.params.id).then((found) => response.json(found), next)
})
app.listen(port, '127.0.0.1', ready)
