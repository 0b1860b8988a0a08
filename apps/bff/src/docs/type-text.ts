/** As much of JSON Schema as the contract's document uses. */
export interface Schema {
  $ref?: string
  type?: string
  const?: unknown
  enum?: unknown[]
  format?: string
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  additionalProperties?: Schema | boolean
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
  minimum?: number
  maximum?: number
  maxLength?: number
  description?: string
}

/** A schema the way TypeScript would write it: shorter to read than JSON Schema. */
export function typeText(schema: Schema, indent = ''): string {
  if (schema.$ref) return schema.$ref.replace('#/components/schemas/', '')
  if ('const' in schema) return JSON.stringify(schema.const)
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ')
  const choices = schema.oneOf ?? schema.anyOf
  if (choices) return [...new Set(choices.map((choice) => typeText(choice, indent)))].join(' | ')
  if (schema.allOf) return schema.allOf.map((piece) => typeText(piece, indent)).join(' & ')
  if (schema.type === 'array') return `${wrapped(typeText(schema.items ?? {}, indent))}[]`
  if (schema.properties) return objectText(schema, indent)
  if (typeof schema.additionalProperties === 'object')
    return `{ [name]: ${typeText(schema.additionalProperties, indent)} }`
  return simpleText(schema)
}

function objectText({ properties = {}, required = [] }: Schema, indent: string): string {
  const inner = `${indent}  `
  const lines = Object.entries(properties).map(
    ([name, field]) => `${inner}${name}${required.includes(name) ? '' : '?'}: ${typeText(field, inner)}`,
  )
  return `{\n${lines.join('\n')}\n${indent}}`
}

// The widest number JSON can carry exactly says nothing about the field.
function simpleText({ type, format, minimum, maximum, maxLength }: Schema): string {
  const bound = (value: number | undefined) =>
    value !== undefined && Math.abs(value) < Number.MAX_SAFE_INTEGER
  const notes = [
    format,
    bound(minimum) && `>= ${minimum}`,
    bound(maximum) && `<= ${maximum}`,
    maxLength !== undefined && `at most ${maxLength}`,
  ].filter(Boolean)
  return `${type ?? 'anything'}${notes.length > 0 ? ` (${notes.join(', ')})` : ''}`
}

const wrapped = (text: string) => (text.includes(' | ') ? `(${text})` : text)
