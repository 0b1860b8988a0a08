/// <reference types="msw/vite/client" />

/** True in the dev server without a backend and in `--mode mock` builds; a constant, so that nothing of the mock is built elsewhere. */
declare const __MOCK__: boolean

/** V8's, and the contract's problems use it. */
interface ErrorConstructor {
  stackTraceLimit: number
}
