import type { LabKnobs } from '@nowait/contract/lab'
import { deferredModes, labFaults, type LabNumber, labNumbers } from '@nowait/contract/lab-knobs'
import { withQuery } from '../../lib/paths.ts'

const numbers = Object.keys(labNumbers) as LabNumber[]

export const usualKnobs: LabKnobs = {
  mode: 'database',
  fault: 'slow',
  slowMs: labNumbers.slowMs.usual,
  clients: labNumbers.clients.usual,
  seconds: labNumbers.seconds.usual,
}

/** The knobs an address names. What it does not name, or names wrongly, is as usual. */
export function readKnobs(search: URLSearchParams): LabKnobs {
  const knobs = { ...usualKnobs }
  knobs.mode = deferredModes.find((mode) => mode === search.get('mode')) ?? knobs.mode
  knobs.fault = labFaults.find((fault) => fault === search.get('fault')) ?? knobs.fault
  for (const name of numbers) {
    const given = search.get(name)
    if (given && !isOutside(name, Number(given))) knobs[name] = Number(given)
  }
  return knobs
}

/** The address that names these knobs, short where they are as usual. */
export function addressOf(path: string, knobs: LabKnobs): string {
  const names = Object.keys(usualKnobs) as (keyof LabKnobs)[]
  return withQuery(
    path,
    Object.fromEntries(
      names.map((name) => [name, knobs[name] === usualKnobs[name] ? undefined : knobs[name]]),
    ),
  )
}

/** Whether a number is none that can be chosen. */
export function isOutside(name: LabNumber, value: number): boolean {
  const { least, most } = labNumbers[name]
  return !Number.isInteger(value) || value < least || value > most
}
