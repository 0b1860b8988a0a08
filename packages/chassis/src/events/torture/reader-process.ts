import { setTimeout as pause } from 'node:timers/promises'
import { openDatabase } from '../../database.ts'
import { createLog } from '../../log.ts'
import { subscribe } from '../subscribe.ts'
import { input } from './input.ts'

const { url } = input<{ url: string }>()

subscribe({
  database: openDatabase({ url, name: 'reader' }),
  group: 'torture',
  sources: ['order'],
  log: createLog({ name: 'reader', level: 'silent' }),
  handlers: {
    'order.preparing': async ({ aggregate, version }) => {
      if (Math.random() < 0.2) await pause(Math.random() * 20)
      return async (tx) => {
        await tx`insert into applied (aggregate, version) values (${aggregate}, ${version})`
      }
    },
  },
})
