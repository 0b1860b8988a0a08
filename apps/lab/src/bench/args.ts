import { parseArgs } from 'node:util'

export interface BenchArgs {
  quick: boolean
  rounds: number
  only: string[]
  json: string | undefined
  /** The result is kept in the repository and quoted by the README: of a full run only. */
  keep: boolean
}

/** @throws Error that says what is possible. */
export function readArgs(args: string[], known: string[]): BenchArgs {
  const { values } = parseArgs({
    args,
    options: {
      quick: { type: 'boolean', default: false },
      only: { type: 'string', multiple: true, default: [] },
      json: { type: 'string' },
      keep: { type: 'boolean', default: false },
    },
  })
  const unknown = values.only.filter((name) => !known.includes(name))
  if (unknown.length > 0) throw new Error(`--only ${unknown.join(', ')}: expected one of ${known.join(', ')}`)
  if (values.keep && (values.quick || values.only.length > 0))
    throw new Error('--keep is for a full run: not with --quick or --only')
  return {
    quick: values.quick,
    rounds: values.quick ? 3 : 5,
    only: values.only.length > 0 ? values.only : known,
    json: values.json,
    keep: values.keep,
  }
}
