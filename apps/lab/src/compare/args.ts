import { parseArgs } from 'node:util'

export interface CompareArgs {
  quick: boolean
  kafka: boolean
  modes: boolean
  pages: boolean
  json: string | undefined
  html: string | undefined
}

/** @throws Error that names what nobody knows. */
export function readArgs(args: string[]): CompareArgs {
  const { values } = parseArgs({
    args,
    options: {
      quick: { type: 'boolean', default: false },
      'no-kafka': { type: 'boolean', default: false },
      only: { type: 'string' },
      json: { type: 'string' },
      html: { type: 'string' },
    },
  })
  const { quick, json, html, only } = values
  if (only !== undefined && only !== 'modes' && only !== 'pages')
    throw new Error(`--only ${only}: expected modes or pages`)
  const parts = { modes: only !== 'pages', pages: only !== 'modes' }
  return { quick, json, html, kafka: !values['no-kafka'], ...parts }
}
