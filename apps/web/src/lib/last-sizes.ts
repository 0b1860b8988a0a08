import { useEffect, useState } from 'react'
import { stored } from './stored.ts'

/** How many rows lists had when they were last seen. Numbers only; whose they were is not kept. */
const lastSizes = stored<Record<string, number>>('nowait.sizes', readSizes, (sizes) => JSON.stringify(sizes))

/**
 * How many rows to draw for a list that has not come: as many as it had last time, `usual` on the first visit.
 * `size` is what it has, once that is known.
 */
export function useLastSize(name: string, usual: number, size: number | undefined): number {
  const [expected] = useState(() => lastSizes.get()[name] ?? usual)
  useEffect(() => {
    if (size !== undefined && lastSizes.get()[name] !== size)
      lastSizes.set({ ...lastSizes.get(), [name]: size })
  }, [name, size])
  return expected
}

function readSizes(text: string | null): Record<string, number> {
  try {
    const sizes: unknown = JSON.parse(text ?? '{}')
    const entries = Object.entries(sizes ?? {}).filter(
      (entry): entry is [string, number] => Number.isInteger(entry[1]) && entry[1] >= 0 && entry[1] <= 50,
    )
    return Object.fromEntries(entries)
  } catch {
    return {}
  }
}
