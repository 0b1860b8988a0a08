import { defineConfig } from 'vitest/config'

// Nothing here measures time: on a busy machine what is awaited comes late, and is right all the same.
const patience = { testTimeout: 30_000, expect: { poll: { timeout: 10_000 } } }

const outside = ['**/node_modules/**', '**/dist/**']

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{packages,apps}/**/*.test.ts'],
          exclude: [...outside, '**/*.{db,kafka}.test.ts', 'apps/web/**'],
          ...patience,
        },
      },
      {
        test: {
          name: 'unit-web',
          include: ['apps/web/**/*.test.{ts,tsx}'],
          exclude: [...outside, 'apps/web/e2e/**'],
          environment: 'happy-dom',
          ...patience,
        },
      },
      {
        test: {
          name: 'database',
          include: ['{packages,apps}/**/*.db.test.ts'],
          exclude: outside,
          globalSetup: ['packages/chassis/src/testing/postgres-setup.ts'],
          // Events go through PostgreSQL here, whatever the shell says.
          env: { KAFKA_BROKERS: '' },
          maxWorkers: 2,
          ...patience,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'kafka',
          // What needs a broker, and once more what reads events through PostgreSQL elsewhere.
          include: [
            '{packages,apps}/**/*.kafka.test.ts',
            'packages/chassis/src/events/{subscribe,groups}.db.test.ts',
            'apps/**/src/subscriptions.db.test.ts',
            'apps/services/order/src/catalogue-read.db.test.ts',
          ],
          exclude: outside,
          globalSetup: ['packages/chassis/src/testing/postgres-setup.ts'],
          // They share two cores with the broker.
          maxWorkers: 1,
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
})
