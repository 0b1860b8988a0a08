import type { ProcessSpec } from '../processes.ts'

const entry = 'apps/stack/src/testing/fake-service.ts'

/** Two processes that need no schema: a front door and what it calls. */
export const fakeTable: ProcessSpec[] = [
  { name: 'order', entry, calls: [], ready: '/ready' },
  { name: 'bff', entry, port: 3000, calls: ['order'], ready: '/ready' },
]
