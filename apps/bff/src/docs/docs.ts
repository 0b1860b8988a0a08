import { readFileSync } from 'node:fs'
import type { Context } from 'hono'
import { bffApi } from '@nowait/contract/bff'
import { openApiDocument } from '@nowait/contract/openapi'
import { docsPolicy } from '../http/security-headers.ts'
import { docsPage } from './docs-page.ts'

const forAnyone = 'public, max-age=300'

/** The contract for tools and for people: the OpenAPI document, and the same as a page without any script. */
export function docs() {
  const document = openApiDocument(bffApi, {
    title: 'Nowait',
    version: '1',
    description:
      'What the shop asks its server. Requests that change something need the header `X-CSRF: 1` besides the session cookie.',
    security: { name: 'session', scheme: { type: 'apiKey', in: 'cookie', name: '__Host-nowait' } },
  })
  const json = JSON.stringify(document)
  const page = docsPage(document)
  const css = readFileSync(new URL('./docs.css', import.meta.url), 'utf8')
  const answer = (c: Context, body: string, type: string, policy?: string) =>
    c.body(body, 200, {
      'content-type': type,
      'cache-control': forAnyone,
      ...(policy && { 'content-security-policy': policy }),
    })

  return {
    json: (c: Context) => answer(c, json, 'application/json'),
    page: (c: Context) => answer(c, page, 'text/html; charset=utf-8', docsPolicy),
    css: (c: Context) => answer(c, css, 'text/css; charset=utf-8'),
  }
}
