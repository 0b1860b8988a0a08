import { parseArgs } from 'node:util'

export interface BenchArgs {
  quick: boolean
  rounds: number
  only: string[]
  json: string | undefined
}

/** @throws Error that says what is possible. */
export function readArgs(args: string[], known: string[]): BenchArgs {
  const { values } = parseArgs({
    args,
    options: {
      quick: { type: 'boolean', default: false },
      only: { type: 'string', multiple: true, default: [] },
      json: { type: 'string' },
    },
  })
  const unknown = values.only.filter((name) => !known.includes(name))
  if (unknown.length > 0) throw new Error(`--only ${unknown.join(', ')}: expected one of ${known.join(', ')}`)
  return {
    quick: values.quick,
    rounds: values.quick ? 3 : 5,
    only: values.only.length > 0 ? values.only : known,
    json: values.json,
  }
}
