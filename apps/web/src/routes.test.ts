import { bffRoutes } from '@nowait/contract/bff.routes'
import { expect, test } from 'vitest'
import { routes } from './routes.ts'

const all = Object.values(routes)

test('every address has one page, and the last one takes the rest', () => {
  const paths = all.map(({ path }) => path)
  expect(new Set(paths).size).toBe(paths.length)
  expect(paths.at(-1)).toBe('*')
})

test('what a page asks first is something that can be read, with the parameters of its path', () => {
  for (const { path, data, input } of all.filter((route) => route.data)) {
    const route = bffRoutes[data!]
    expect(route).toMatch(/^GET /)
    if (!input) expect(route.match(/:\w+/g) ?? []).toEqual(path.match(/:\w+/g) ?? [])
  }
})

test('every page can be loaded and is a component', async () => {
  for (const { load } of all) expect((await load()).default).toBeTypeOf('function')
})
