import { Agent, request } from 'node:http'
import type { TargetCall } from '@nowait/chassis/dispatch/integration'
import type { Wanted } from '../../crash/processes/target.ts'

// Not fetch: every thread of a pool would load all of it, which costs more than the call.
const agent = new Agent({ keepAlive: true })

/** Calls the outside. */
export function callOutside({ payload, idempotencyKey: key, signal }: TargetCall): Promise<void> {
  const { operation, url } = payload as Wanted
  return new Promise((resolve, reject) => {
    const call = request(url, { method: 'POST', agent, signal }, (answer) => {
      answer.resume()
      answer.once('error', reject)
      answer.once('end', () =>
        answer.statusCode === 200
          ? resolve()
          : reject(new Error(`The outside answered ${answer.statusCode}`)),
      )
    })
    call.once('error', reject)
    call.end(JSON.stringify({ operation, key }))
  })
}
