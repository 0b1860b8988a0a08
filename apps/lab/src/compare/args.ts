import { parseArgs } from 'node:util'

export interface CompareArgs {
  quick: boolean
  kafka: boolean
  pages: boolean
  json: string | undefined
  html: string | undefined
}

/** @throws Error that names an option nobody knows. */
export function readArgs(args: string[]): CompareArgs {
  const { values } = parseArgs({
    args,
    options: {
      quick: { type: 'boolean', default: false },
      'no-kafka': { type: 'boolean', default: false },
      'no-pages': { type: 'boolean', default: false },
      json: { type: 'string' },
      html: { type: 'string' },
    },
  })
  const { quick, json, html } = values
  return { quick, json, html, kafka: !values['no-kafka'], pages: !values['no-pages'] }
}
