import { problemCodes } from '@nowait/contract/problem'
import { bffApi } from '@nowait/contract/bff'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBff, type Bff } from '../testing/bff.ts'

let bff: Bff
beforeAll(async () => {
  bff = await startBff()
})
afterAll(() => bff.stop())

test('the contract is there for tools', async () => {
  const reply = await bff.ask('/api/openapi.json')
  expect(reply.json()).toMatchObject({ openapi: '3.1.1', info: { title: 'Nowait' } })
  expect(reply.headers['content-type']).toBe('application/json')
})

test('and for people: every endpoint and every problem, under a policy that allows no script', async () => {
  const { text, headers } = await bff.ask('/api/docs')
  expect(headers['content-type']).toBe('text/html; charset=utf-8')
  expect(headers['content-security-policy']).toContain("style-src 'self'")
  expect(headers['content-security-policy']).not.toContain('script-src')
  for (const name of Object.keys(bffApi.routes)) expect(text).toContain(`<h2 id="${name}">`)
  for (const code of Object.keys(problemCodes)) expect(text).toContain(`<tr id="${code}">`)
  expect(text).not.toMatch(/<script|<style| style=| on\w+=/i)
  for (const [, id] of text.matchAll(/href="#([^"]+)"/g)) expect(text).toContain(`id="${id}"`)
  expect((await bff.ask('/api/docs.css')).headers['content-type']).toBe('text/css; charset=utf-8')
})
