import { expect, test } from 'vitest'
import { eventually } from '../testing/eventually.ts'
import { createLanes } from './lanes.ts'
import type { Batch } from './transport.ts'

const batchOf = (partition: number): Batch => ({ source: 'order', partition, position: 0, events: [] })

test('what is at work is fed no more until it is done; the others go on', async () => {
  const asked: Array<{ partitions: number[]; patient: boolean }> = []
  const slow = Promise.withResolvers<void>()
  const transport = {
    async fetch(partitions: number[], patient: boolean) {
      asked.push({ partitions, patient })
      return partitions.map(batchOf)
    },
  }
  const work = ({ partition }: Batch) => (partition === 0 ? slow.promise : Promise.resolve())
  let progress = 0
  const lanes = createLanes({
    transport,
    work,
    onProgress: () => void progress++,
    onError: (error) => expect.fail(String(error)),
  })
  const { signal } = new AbortController()
  const othersDone = (count: number) => eventually(() => progress === count)
  await lanes.start([0, 1], signal)
  await othersDone(1)
  expect([lanes.isBusy(0), lanes.isBusy(1)]).toEqual([true, false])
  await lanes.start([0, 1], signal)
  await othersDone(2)
  slow.resolve()
  await lanes.settled()
  await lanes.start([0, 1], signal)
  expect(asked).toEqual([
    { partitions: [0, 1], patient: true },
    { partitions: [1], patient: false },
    { partitions: [0, 1], patient: true },
  ])
})

test('a lane whose session is lost before its first event is free for the next one', async () => {
  const session = new AbortController()
  const worked: number[] = []
  const lanes = createLanes({
    transport: {
      // As when the connection goes while the events are on their way.
      async fetch(partitions) {
        session.abort()
        return partitions.map(batchOf)
      },
    },
    work: async ({ partition }) => void worked.push(partition),
    onProgress: () => {},
    onError: (error) => expect.fail(String(error)),
  })
  await lanes.start([0, 1], session.signal)
  await lanes.settled()
  expect([lanes.isBusy(0), lanes.isBusy(1), worked]).toEqual([false, false, []])
  await lanes.start([0, 1], new AbortController().signal)
  expect(worked).toEqual([0, 1])
})
