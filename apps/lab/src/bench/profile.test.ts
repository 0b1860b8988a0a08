import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { explained, profiled } from './profile.ts'
import { compare } from './row.ts'

const row = (name: string, ours: number) =>
  compare({
    name,
    unit: 'x',
    better: 'more',
    ours: [ours],
    peer: { name: 'p', values: [1] },
    floor: 1,
    stretch: 2,
  })
const burn = `const burn = () => { let n = 0; for (let i = 0; i < 3e7; i++) n += Math.sqrt(i); return n }
  process.on('message', (message) => message === 'go' && process.send(burn()))
  process.send('up')
  setInterval(() => {}, 1000)`

test('only the rows that miss what we are after are explained, and nobody is profiled when there are none', async () => {
  let rounds = 0
  const round = async () => void rounds++
  const tell = () => {}
  const reached = [row('far', 2)]
  expect(await explained(reached, { tell, of: 'x', round })).toBe(reached)
  expect(rounds).toBe(0)
  const rows = await explained([row('far', 2), row('near', 1.5)], { tell, of: 'x', round })
  expect(rounds).toBe(1)
  expect(rows.map(({ profile }) => profile !== undefined)).toEqual([false, true])
})

test('the profile is that of the server that does the work', { timeout: 30_000 }, async () => {
  const server = spawn(process.execPath, ['-e', burn], {
    env: { ...process.env, ...profiled },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  try {
    await once(server, 'message')
    const round = async () => {
      server.send('go')
      await once(server, 'message')
    }
    const [explanation] = await explained([row('near', 1)], { tell: () => {}, of: 'it', server, round })
    expect(explanation!.profile!.functions[0]!.name).toMatch(/^burn/)
  } finally {
    const ended = once(server, 'exit')
    server.kill()
    await ended
  }
})
