import { expect, test } from 'vitest'
import { typeText } from './type-text.ts'

test('a schema reads like a type', () => {
  expect(
    typeText({
      type: 'object',
      required: ['id', 'kind'],
      properties: {
        id: { type: 'string', format: 'uuid' },
        kind: { enum: ['a', 'b'] },
        note: { anyOf: [{ type: 'string', maxLength: 5 }, { type: 'null' }] },
        items: { type: 'array', items: { oneOf: [{ $ref: '#/components/schemas/Order' }, { const: 1 }] } },
      },
    }),
  ).toBe(`{
  id: string (uuid)
  kind: "a" | "b"
  note?: string (at most 5) | null
  items?: (Order | 1)[]
}`)
})
