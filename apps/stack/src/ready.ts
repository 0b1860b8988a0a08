import { get } from 'node:http'
import { waitUntil } from './wait-until.ts'

/** Waits until the URL answers 200: gives '' then. Else, after `limitMs` or once `giveUp`, the last answer, or why there was none. */
export async function waitReady(url: string, limitMs: number, giveUp: () => boolean): Promise<string> {
  let last = 'no answer'
  const look = async () => (last = await lookAt(url)) === ''
  await waitUntil(() => giveUp() || look(), { limitMs, everyMs: 50 })
  return last
}

function lookAt(url: string): Promise<string> {
  return new Promise((resolve) => {
    const request = get(url, { agent: false, timeout: 2000 }, (response) => {
      let body = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => (body = (body + chunk).slice(0, 2000)))
      response.on('end', () => resolve(response.statusCode === 200 ? '' : `${response.statusCode} ${body}`))
      response.on('error', (error) => resolve(error.message))
    })
    request.on('timeout', () => request.destroy(new Error('no answer within 2 s')))
    request.on('error', (error) => resolve(error.message))
  })
}
