/** Takes the place of what an operator need not see. */
export const hidden = '[hidden]'

/** Keys whose values are secrets, in any spelling: `Set-Cookie`, `csrfToken`, `p256dh`. */
const secret =
  /token|secret|password|passwd|passphrase|credential|authori[sz]ation|cookie|session|csrf|api-?key|private|signature|vapid|p256dh|endpoint|^auth$|^keys?$/i

/** Keys whose values are about a person. */
const personal =
  /phone|mobile|e-?mail|address|postal|zip|ship-?to|recipient|birth|gender|latitude|longitude|^(ip|name)$|(member|user|full|first|last|nick|display|customer|receiver)-?_?name/i

const textMax = 500
const itemsMax = 50
const depthMax = 8
/** Bytes of the whole payload as JSON. */
const bytesMax = 16_384

/**
 * A payload as an operator may see it: secrets and what is about a person replaced by key name, long texts and lists
 * cut, and all of it replaced when it is larger than 16 KiB even so.
 */
export function hidePrivate(payload: unknown): unknown {
  const shown = show(payload, 0)
  const bytes = Buffer.byteLength(JSON.stringify(shown) ?? '')
  return bytes <= bytesMax ? shown : `[${bytes} bytes, too large to show]`
}

function show(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return hideInText(value, textMax)
  if (typeof value !== 'object' || value === null) return value
  if (depth === depthMax) return '[deeper]'
  if (Array.isArray(value)) {
    const items = value.slice(0, itemsMax).map((item) => show(item, depth + 1))
    return value.length > itemsMax ? [...items, `[${value.length - itemsMax} more]`] : items
  }
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, itemsMax)
      .map(([key, inner]) => [key, isPrivate(key, inner) ? hidden : show(inner, depth + 1)]),
  )
}

// Null and what is missing tell nothing, but whether something was there helps. A product has a name in two languages.
function isPrivate(key: string, value: unknown): boolean {
  if (value === null || typeof value === 'boolean') return false
  if (key === 'idempotencyKey') return false
  return secret.test(key) || (personal.test(key) && !(key === 'name' && typeof value === 'object'))
}

/** Also inside sentences, as errors are: addresses of people, credentials, and what an address on the web carries along. */
const inSentences: [pattern: RegExp, instead: string][] = [
  [/[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+/g, hidden],
  [/\b(Bearer|Basic)\s+[\w.~+/=-]{1,}/gi, `$1 ${hidden}`],
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, hidden],
  [/(\w:\/\/)[^\s/@]{1,200}@/g, `$1${hidden}@`],
  [/(https?:\/\/[^\s?#]{1,500})[?#]\S*/g, `$1?${hidden}`],
  [/(?<!\d)(?:\+82[ -]?|0)1\d[ -]?\d{3,4}[ -]?\d{4}(?!\d)/g, hidden],
]

/** A text with what is private in it replaced, at most `max` characters of it. */
export function hideInText(text: string, max: number): string {
  // Cut first: nothing here may take long on a hostile text.
  const cut = text.length > max ? `${text.slice(0, max).toWellFormed()}…` : text
  return inSentences.reduce((shown, [pattern, instead]) => shown.replace(pattern, instead), cut)
}
