import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { msw } from 'msw/vite'
import { defineConfig } from 'vite'
import { budget } from './build/budget.ts'
import { chunks } from './build/chunks.ts'
import { noInfiniteQueries } from './build/no-infinite-queries.ts'
import { precompress } from './build/precompress.ts'
import { preload } from './build/preload.ts'
import { pushWorker } from './build/push-worker.ts'
import { routeList } from './build/route-list.ts'

export default defineConfig(({ command, mode }) => {
  const bffUrl = process.env.BFF_URL
  const isMock = mode === 'mock' || (command === 'serve' && !bffUrl)
  const isProduct = command === 'build' && !isMock
  return {
    root: import.meta.dirname,
    define: { __MOCK__: JSON.stringify(isMock) },
    plugins: [
      react(),
      tailwindcss(),
      pushWorker(),
      isMock && msw(),
      isProduct && [preload(), noInfiniteQueries(), routeList(), precompress(), budget()],
    ],
    // Found while the page loads already, they would make the dev server load it a second time.
    optimizeDeps: {
      include: isMock ? ['hono', 'idb-keyval', 'msw/browser', 'msw/experimental', 'msw/http', 'zod'] : [],
    },
    server: {
      host: '127.0.0.1',
      ...(bffUrl && { proxy: { '/api': { target: bffUrl, changeOrigin: false } } }),
    },
    preview: { host: '127.0.0.1' },
    build: {
      outDir: mode === 'mock' ? '.mock-build' : 'dist',
      modulePreload: { polyfill: false },
      rolldownOptions: {
        output: {
          codeSplitting: isProduct ? chunks : undefined,
          // Names do not compress, and the document's script has two for every page: 42 bits tell releases apart.
          chunkFileNames: 'assets/[name]-[hash:7].js',
        },
      },
      // One stylesheet for all pages: it is small, and a file per route would cost each first visit a request.
      cssCodeSplit: false,
      assetsInlineLimit: 0,
      reportCompressedSize: false,
    },
  }
})
