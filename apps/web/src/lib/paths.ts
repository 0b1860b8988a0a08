import type { ParamsOf } from '@nowait/contract/endpoint'

/** Every address of the shop, once. */
export const paths = {
  home: '/',
  catalogue: '/products',
  product: '/products/:id',
  cart: '/cart',
  checkout: '/checkout',
  signIn: '/sign-in',
  signUp: '/sign-up',
  orders: '/orders',
  order: '/orders/:id',
  myPage: '/my',
  account: '/account',
  ops: '/ops',
  opsGuards: '/ops/guards',
  lab: '/lab',
  opsRebuild: '/ops/rebuild',
  notFound: '*',
} as const

export type PathName = keyof typeof paths
type Params<P extends PathName> = { [K in ParamsOf<(typeof paths)[P]>]: string }

/** `href('order', { id })`: the address with its parameters filled in. */
export function href<P extends PathName>(
  name: P,
  ...[params]: [ParamsOf<(typeof paths)[P]>] extends [never] ? [] : [params: Params<P>]
): string {
  const values: Record<string, string> = params ?? {}
  return paths[name].replace(/:(\w+)/g, (_, key: string) => encodeURIComponent(values[key] ?? ''))
}

/** The address with a query; empty values are left out. */
export function withQuery(path: string, query: Record<string, string | number | undefined>): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '')
  const text = new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString()
  return text ? `${path}?${text}` : path
}

/** The parameters when `path` fits `pattern`, else undefined. */
export function matchPath(pattern: string, path: string): Record<string, string> | undefined {
  if (pattern === '*') return {}
  const wanted = pattern.split('/')
  const given = path.replace(/(.)\/+$/, '$1').split('/')
  if (wanted.length !== given.length) return undefined
  const params: Record<string, string> = {}
  for (const [index, piece] of wanted.entries()) {
    const actual = given[index]!
    if (piece.startsWith(':')) params[piece.slice(1)] = decoded(actual)
    else if (piece !== actual) return undefined
  }
  return params
}

/** Where to go after signing in: a path of our own origin, never an address somebody put into the link. */
export function safeNext(next: string | null, fallback: string): string {
  if (!next?.startsWith('/')) return fallback
  const origin = 'https://shop.invalid'
  const url = URL.parse(next, origin)
  return url?.origin === origin ? url.pathname + url.search : fallback
}

function decoded(piece: string): string {
  try {
    return decodeURIComponent(piece)
  } catch {
    return piece
  }
}
