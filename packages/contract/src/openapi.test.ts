import { Validator } from '@seriousme/openapi-schema-validator'
import { expect, test } from 'vitest'
import { bffApi } from './bff.ts'
import { openApiDocument } from './openapi.ts'
import { operateApi } from './operate.ts'
import { orderApi } from './order.ts'
import { pointApi } from './point.ts'
import { productApi } from './product.ts'
import { pushApi } from './push.ts'
import { rebuildApi } from './rebuild.ts'
import { shippingApi } from './shipping.ts'

const security = { name: 'bearer', scheme: { type: 'http', scheme: 'bearer' } }

test.for([
  ['bff', bffApi],
  ['order', orderApi],
  ['product', productApi],
  ['shipping', shippingApi],
  ['point', pointApi],
  ['push', pushApi],
  ['operate', operateApi],
  ['rebuild', rebuildApi],
] as const)('the document of %s is valid OpenAPI 3.1', async ([name, api]) => {
  const document = openApiDocument(api, { title: name, version: '1', security })
  const result = await new Validator().validate(structuredClone(document))
  expect(result.errors ?? []).toEqual([])
  expect(result.valid).toBe(true)
})

test('every endpoint is described once, with its problems and both forms of a page', () => {
  const document = openApiDocument(bffApi, { title: 'Nowait', version: '1', security }) as never as {
    paths: Record<
      string,
      Record<
        string,
        { operationId: string; responses: Record<string, { content: object; description: string }> }
      >
    >
  }
  const operations = Object.values(document.paths).flatMap((path) => Object.values(path))
  expect(operations.map((o) => o.operationId).toSorted()).toEqual(Object.keys(bffApi.routes).toSorted())
  const page = document.paths['/api/pages/order/{id}']!.get!
  expect(Object.keys(page.responses['200']!.content)).toEqual(['application/x-ndjson', 'application/json'])
  expect(page.responses['404']!.description).toContain('ORDER_NOT_FOUND')
})

test('entities are named once and referred to', () => {
  const text = JSON.stringify(openApiDocument(bffApi, { title: 'Nowait', version: '1', security }))
  expect(text).not.toContain('$defs')
  expect(text).toContain('"#/components/schemas/Order"')
})
