import { createLog } from '../../log.ts'
import { startSequencer } from '../sequencer.ts'
import { input } from './input.ts'

const { url, schema } = input<{ url: string; schema: string }>()
startSequencer({ url, schema, log: createLog({ name: 'sequencer', level: 'silent' }) })
