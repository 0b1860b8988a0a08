import { spawn } from 'node:child_process'
import { eventually } from '@nowait/chassis/testing/eventually'
import { expect, onTestFinished, test } from 'vitest'
import { collectOutput } from '../child-output.ts'
import { inRoot } from '../paths.ts'
import { answers } from './broker.ts'

test('a broker ends with whoever started it, also when that one is killed', async () => {
  const starter = spawn(process.execPath, [inRoot('apps/stack/src/kafka/start.ts')], { stdio: 'pipe' })
  onTestFinished(() => void starter.kill('SIGKILL'))
  const { text } = collectOutput(starter)
  const port = await eventually(
    () => {
      const [, found] = /KAFKA_BROKERS=127\.0\.0\.1:(\d+)/.exec(text()) ?? []
      expect(found).toBeDefined()
      return Number(found)
    },
    { withinMs: 120_000 },
  )
  expect(await answers(port)).toBe(true)
  starter.kill('SIGKILL')
  await eventually(async () => !(await answers(port)), { withinMs: 30_000 })
}, 160_000)
