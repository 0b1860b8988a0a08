/** Draws the goods into apps/web/public/goods: `npm run goods`. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { pictures } from './pictures.ts'

export const folder = new URL('../public/goods/', import.meta.url)

/** File name and content of every picture; the same on every machine. */
export function drawAll(): Map<string, string> {
  return new Map(Object.entries(pictures).map(([slug, draw]) => [`${slug}.svg`, draw()]))
}

if (import.meta.main) {
  const drawn = drawAll()
  mkdirSync(folder, { recursive: true })
  for (const file of readdirSync(folder)) if (!drawn.has(file)) rmSync(new URL(file, folder))
  for (const [file, svg] of drawn) writeFileSync(new URL(file, folder), svg)
  console.log(`${drawn.size} pictures drawn into apps/web/public/goods`)
}
