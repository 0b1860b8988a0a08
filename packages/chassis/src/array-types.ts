/**
 * The array types in use, for postgres.js. It would ask every new connection for all types, and crash the process when
 * the connection is lost in that moment.
 */
export const arrayTypes = {
  booleans: arrayOf(1000, (text) => text === 't'),
  byteas: arrayOf(1001, (text) => Buffer.from(text.slice(2), 'hex')),
  smallints: arrayOf(1005, Number),
  integers: arrayOf(1007, Number),
  texts: arrayOf(1009, String),
  varchars: arrayOf(1015, String),
  bigints: arrayOf(1016, safeInteger),
  doubles: arrayOf(1022, Number),
  timestamps: arrayOf(1185, (text) => new Date(text)),
  uuids: arrayOf(2951, String),
}

export function safeInteger(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is beyond the safe integers`)
  return value
}

function arrayOf<T>(oid: number, parse: (text: string) => T) {
  return {
    to: oid,
    from: [oid],
    serialize: (values: unknown[]) => `{${values.map(quote).join()}}`,
    parse: (text: string) => elements(text).map((each) => (each === null ? null : parse(each))),
  }
}

function quote(value: unknown): string {
  if (value === null || value === undefined) return 'NULL'
  return `"${asText(value).replace(/["\\]/g, String.raw`\$&`)}"`
}

function asText(value: unknown): string {
  if (value instanceof Date) return value.toISOString()
  if (value instanceof Uint8Array) return String.raw`\x${Buffer.from(value).toString('hex')}`
  return String(value)
}

/** The elements of `{a,"b c",NULL}`; arrays of arrays are not in use. */
function elements(text: string): Array<string | null> {
  const found = text.slice(1, -1).matchAll(/"((?:[^"\\]|\\.)*)"|([^,]+)/gs)
  return [...found].map(([, quoted, bare]) => {
    if (quoted !== undefined) return quoted.replace(/\\(.)/gs, '$1')
    return bare === 'NULL' ? null : bare!
  })
}
