import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decide, isCancellable, type OrderCommand, type OrderState, progress } from './order-state.ts'

const confirm: OrderCommand = { type: 'confirm' }
const reject: OrderCommand = { type: 'reject', reason: 'OUT_OF_STOCK' }
const cancel: OrderCommand = { type: 'cancel' }
const open: OrderCommand = { type: 'advance', to: 'preparing' }
const pickUp: OrderCommand = { type: 'advance', to: 'shipped' }
const deliver: OrderCommand = { type: 'advance', to: 'delivered' }
const stop: OrderCommand = { type: 'stop' }
const refuse: OrderCommand = { type: 'refuse-cancel' }
const every = { confirm, reject, cancel, open, pickUp, deliver, stop, refuse }

const cancelling: OrderState = { status: 'cancelling', from: 'preparing', reached: 'preparing' }
const overtaken: OrderState = { status: 'cancelling', from: 'preparing', reached: 'shipped' }
const states: Record<string, OrderState> = {
  'awaiting-stock': { status: 'awaiting-stock' },
  confirmed: { status: 'confirmed' },
  preparing: { status: 'preparing' },
  shipped: { status: 'shipped' },
  delivered: { status: 'delivered' },
  rejected: { status: 'rejected', reason: 'OUT_OF_STOCK' },
  cancelled: { status: 'cancelled' },
  cancelling,
  overtaken,
}

/** What happens, as the events it writes; what the table leaves out changes nothing. */
const table: [state: keyof typeof states, command: keyof typeof every, happens: string][] = [
  ['awaiting-stock', 'confirm', 'order.confirmed'],
  ['awaiting-stock', 'reject', 'order.rejected'],
  ['awaiting-stock', 'cancel', 'order.cancelled'],
  ['confirmed', 'cancel', 'order.cancel-requested'],
  ['confirmed', 'open', 'order.preparing'],
  ['confirmed', 'pickUp', 'order.preparing order.shipped'],
  ['confirmed', 'deliver', 'order.preparing order.shipped order.delivered'],
  ['preparing', 'cancel', 'order.cancel-requested'],
  ['preparing', 'pickUp', 'order.shipped'],
  ['preparing', 'deliver', 'order.shipped order.delivered'],
  ['shipped', 'cancel', 'ORDER_NOT_CANCELLABLE'],
  ['shipped', 'deliver', 'order.delivered'],
  ['delivered', 'cancel', 'ORDER_NOT_CANCELLABLE'],
  ['rejected', 'cancel', 'ORDER_NOT_CANCELLABLE'],
  ['cancelling', 'stop', 'order.cancelled'],
  ['cancelling', 'refuse', 'order.cancel-refused'],
  ['overtaken', 'stop', 'order.cancelled'],
  ['overtaken', 'refuse', 'order.cancel-refused order.shipped'],
]

const all = Object.keys(states).flatMap((state) =>
  Object.keys(every).map((command) => {
    const row = table.find(([s, c]) => s === state && c === command)
    return { state, command: command as keyof typeof every, happens: row?.[2] ?? '' }
  }),
)

describe('an order', () => {
  test.each(all)('$state + $command: $happens', ({ state, command, happens }) => {
    const decision = decide(states[state]!, every[command])
    const what = decision.ok ? decision.changes.map((change) => change.type).join(' ') : decision.problem
    expect(what).toBe(happens)
  })

  test('remembers how far the parcel came while its cancellation was open', () => {
    expect(decide(cancelling, pickUp)).toMatchObject({ state: { status: 'cancelling', reached: 'shipped' } })
    expect(decide(overtaken, open)).toMatchObject({ state: overtaken })
    expect(decide(overtaken, refuse)).toMatchObject({ state: { status: 'shipped' } })
  })

  test('offers a cancellation exactly where asking for one does something', () => {
    for (const state of Object.values(states)) {
      const asked = decide(state, cancel)
      expect(isCancellable(state), state.status).toBe(asked.ok && asked.changes.length > 0)
    }
  })
})

describe('whatever happens in whatever order', () => {
  const commands = fc.array(fc.constantFrom(...Object.values(every)), { maxLength: 30 })
  const run = (list: OrderCommand[]) => {
    const path: OrderState[] = [{ status: 'awaiting-stock' }]
    for (const command of list) {
      const decision = decide(path.at(-1)!, command)
      path.push(decision.ok ? decision.state : path.at(-1)!)
    }
    return path
  }

  test('no path leaves an end state', () => {
    const ends = new Set(['delivered', 'rejected', 'cancelled'])
    fc.assert(
      fc.property(commands, (list) => {
        const path = run(list).map(({ status }) => status)
        const end = path.findIndex((status) => ends.has(status))
        const from = end < 0 ? [] : path.slice(end)
        expect(new Set(from).size).toBeLessThanOrEqual(1)
      }),
    )
  })

  test('a parcel never goes back', () => {
    fc.assert(
      fc.property(commands, (list) => {
        const reached = run(list).flatMap((state) => {
          const step = state.status === 'cancelling' ? state.reached : state.status
          const at = progress.findIndex((known) => known === step)
          return at < 0 ? [] : [at]
        })
        expect(reached).toEqual(reached.toSorted())
      }),
    )
  })

  test('a command that comes twice changes nothing the second time', () => {
    fc.assert(
      fc.property(commands, (list) => {
        const twice = list.flatMap((command) => [command, command])
        expect(run(twice).at(-1)).toEqual(run(list).at(-1))
      }),
    )
  })

  test('the last change names the status the order is in', () => {
    fc.assert(
      fc.property(commands, (list) => {
        let state: OrderState = { status: 'awaiting-stock' }
        for (const command of list) {
          const decision = decide(state, command)
          if (!decision.ok) continue
          const last = decision.changes.at(-1)
          if (last) expect(decision.state.status).toBe(last.status)
          else expect(decision.state.status).toBe(state.status)
          state = decision.state
        }
      }),
    )
  })
})
