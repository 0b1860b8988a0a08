import { defineConfig } from 'vitest/config'

const outside = ['**/node_modules/**', '**/dist/**']

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{packages,apps}/**/*.test.ts'],
          exclude: [...outside, '**/*.db.test.ts', 'apps/web/**'],
        },
      },
      {
        test: {
          name: 'unit-web',
          include: ['apps/web/**/*.test.{ts,tsx}'],
          exclude: [...outside, 'apps/web/e2e/**'],
          environment: 'happy-dom',
        },
      },
      {
        test: {
          name: 'database',
          include: ['{packages,apps}/**/*.db.test.ts'],
          exclude: outside,
          globalSetup: ['packages/chassis/src/testing/postgres-setup.ts'],
          maxWorkers: 2,
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
