import type { LiveEvent } from '@nowait/contract/bff'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { fakeLive, fakeTabs, sayToTabs } from '../../testing/fake-tabs.ts'
import type { LiveState } from './live-state.ts'
import { shareLive } from './share-live.ts'

let live: ReturnType<typeof fakeLive>
let tabs: Tab[]

beforeEach(() => {
  fakeTabs()
  live = fakeLive()
  tabs = []
})
afterEach(() => {
  for (const tab of tabs) tab.close()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

interface Tab {
  heard: LiveEvent[]
  state: LiveState
  close: () => void
}

function openTab(member = 'm1'): Tab {
  const tab: Tab = { heard: [], state: 'off', close: () => {} }
  tab.close = shareLive({
    member,
    hear: (event) => void tab.heard.push(event),
    changed: (state) => void (tab.state = state),
    refused: () => {},
    random: () => 1,
  })
  tabs.push(tab)
  return tab
}

const order = (n: number) => ({ type: 'order', orderId: `o${n}` }) as const
const opened = (count: number) => vi.waitFor(() => expect(live.openings).toHaveLength(count))
const heard = (tab: { heard: LiveEvent[] }, ...events: object[]) =>
  vi.waitFor(() => expect(tab.heard).toEqual(events))

test('ten tabs of a browser share one stream, and all of them hear', async () => {
  const ten = Array.from({ length: 10 }, () => openTab())
  await opened(1)
  live.latest().say(7)
  live.latest().say(8, order(1))
  for (const tab of ten) await heard(tab, order(1))
  expect(ten.map(({ state }) => state)).toEqual(Array(10).fill('on'))
  expect(live.openings).toHaveLength(1)
})

test('when the tab with the stream is closed, the next one goes on where it stopped', async () => {
  const [first, second] = [openTab(), openTab()]
  await opened(1)
  live.latest().say(7, order(1))
  await heard(second, order(1))
  first.close()
  await opened(2)
  expect(live.openings[0]!.state.isLeft).toBe(true)
  expect(live.latest().lastEventId).toBe('7')
  live.latest().say(9, order(2))
  await heard(second, order(1), order(2))
  expect(second.state).toBe('on')
})

test('a broken stream goes on after what was heard, and nothing is told twice', async () => {
  const [leader, other] = [openTab(), openTab()]
  await opened(1)
  live.latest().write('retry: 1\n\n')
  live.latest().say(7, order(1))
  await heard(leader, order(1))
  live.latest().cut()
  await opened(2)
  expect(live.latest().lastEventId).toBe('7')
  live.latest().say(7, order(1))
  live.latest().say(8, order(2))
  await heard(other, order(1), order(2))
})

test('who joins late hears what happened while its page was read', async () => {
  openTab()
  await opened(1)
  live.latest().say(7, order(1))
  await heard(tabs[0]!, order(1))
  const late = openTab()
  await heard(late, order(1))
  expect(late.state).toBe('on')
})

test('a tab that has missed something looks at everything again', async () => {
  const [, other] = [openTab(), openTab()]
  await opened(1)
  live.latest().say(7, order(1))
  await heard(other, order(1))
  // As after a pause in which the browser has delivered nothing to it.
  sayToTabs('nowait.live.m1', { say: 'step', step: { from: 9, to: 10, event: order(3) } })
  await heard(other!, order(1), { type: 'reset' })
  expect(other!.heard).not.toContainEqual(order(3))
})

test('when the server begins its log anew, all tabs look again and go on from there', async () => {
  const [, other] = [openTab(), openTab()]
  await opened(1)
  live.latest().say(900, order(1))
  live.latest().say(3, { type: 'reset' })
  live.latest().say(4, order(2))
  await heard(other!, order(1), { type: 'reset' }, order(2))
  expect(live.openings).toHaveLength(1)
})

test('a hidden tab gives its stream to one that is seen', async () => {
  vi.useFakeTimers()
  openTab()
  await vi.advanceTimersByTimeAsync(10)
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(true)
  document.dispatchEvent(new Event('visibilitychange'))
  await vi.advanceTimersByTimeAsync(25_000)
  expect(live.latest().state.isLeft).toBe(true)
  expect(tabs[0]!.state).toBe('off')
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(false)
  document.dispatchEvent(new Event('visibilitychange'))
  await vi.advanceTimersByTimeAsync(10)
  expect(live.openings).toHaveLength(2)
  vi.useRealTimers()
})

test('tabs of different members hear nothing of each other', async () => {
  const [mine, other] = [openTab('m1'), openTab('m2')]
  await opened(2)
  live.openings[0]!.say(7, order(1))
  await heard(mine, order(1))
  expect(other.heard).toEqual([])
})
