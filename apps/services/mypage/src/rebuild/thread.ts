import { parentPort, workerData } from 'node:worker_threads'
import { type RunOptions, runRebuild } from './run.ts'

// Runs what an operator has asked for, and ends. Any message ends it before its time.
const { url, share } = workerData as Pick<RunOptions, 'url' | 'share'>
const stopping = new AbortController()
parentPort!.once('message', () => stopping.abort())
await runRebuild({ url, share, signal: stopping.signal })
parentPort!.close()
