/** What plants stand in, and what waters them. */
import { colours, darker, lighter } from '../colour.ts'
import { fill, floor, glint, rod, solid, stand, stroke } from '../paint.ts'
import { d, oval, poly, rect, turned } from '../shape.ts'

export interface Pot {
  colour: string
  /** Height of the rim, and half the width there. */
  y?: number
  r?: number
  kind?: 'clay' | 'smooth' | 'footed'
}

/** Drawn before the plant: shadow, rim and soil. */
export function potBack({ colour, y = 246, r = 66 }: Pot): string {
  return (
    stand(200, r * 0.9) +
    fill(oval(200, y, r, r * 0.15), darker(colour, 0.35)) +
    fill(oval(200, y + 2, r - 7, r * 0.15 - 4), colours.soil)
  )
}

/** Drawn after the plant: the wall in front of it. */
export function potFront({ colour, y = 246, r = 66, kind = 'clay' }: Pot): string {
  const lip = d`M${200 - r} ${y}Q200 ${y + r * 0.3} ${200 + r} ${y}`
  const shine = glint(d`M${200 - r * 0.72} ${y + 34}L${200 - r * 0.66} ${y + 64}`, 7, 0.4)
  if (kind === 'clay') {
    const wall = d`M${200 - r + 6} ${y + 10}H${200 + r - 6}L${200 + r * 0.64} ${floor}Q200 ${floor + 8} ${200 - r * 0.64} ${floor}Z`
    const rim = lip + d`L${200 + r - 3} ${y + 26}Q200 ${y + 26 + r * 0.3} ${200 - r + 3} ${y + 26}Z`
    return (
      solid(wall, darker(colour, 0.06), { light: [-r * 0.34, 0] }) +
      solid(rim, colour, { light: [-r * 0.34, -3] }) +
      shine
    )
  }
  const foot = kind === 'footed' ? 18 : 0
  const wall =
    lip +
    d`L${200 + r * 0.86} ${floor - foot - 16}Q${200 + r * 0.82} ${floor - foot} ${200 + r * 0.6} ${floor - foot}H${200 - r * 0.6}Q${200 - r * 0.82} ${floor - foot} ${200 - r * 0.86} ${floor - foot - 16}Z`
  const legs = foot
    ? rod(
        d`M${200 - r * 0.56} ${floor - 22}L${200 - r * 0.66} ${floor - 2}M${200 + r * 0.56} ${floor - 22}L${200 + r * 0.66} ${floor - 2}`,
        colours.oak,
        9,
      )
    : ''
  return legs + solid(wall, colour, { light: [-r * 0.36, -3] }) + shine
}

export function potted(pot: Pot, ...plant: string[]): string {
  return potBack(pot) + plant.join('') + potFront(pot)
}

export function clayPots({ clay }: { clay: string }): string {
  const one = (cx: number, y: number, r: number, colour: string) => {
    const wall = d`M${cx - r + 5} ${y + 10}H${cx + r - 5}L${cx + r * 0.66} ${floor - 8}H${cx - r * 0.66}Z`
    return (
      stand(cx, r) +
      fill(rect(cx - r * 0.86, floor - 14, r * 1.72, 15, 5), darker(colour, 0.14)) +
      solid(wall, colour, { light: [-r * 0.36, 0] }) +
      fill(oval(cx, y, r, r * 0.15), lighter(colour, 0.2)) +
      fill(oval(cx, y + 2, r - 6, r * 0.15 - 3), darker(colour, 0.5)) +
      solid(
        d`M${cx - r} ${y}Q${cx} ${y + r * 0.3} ${cx + r} ${y}L${cx + r - 3} ${y + 24}Q${cx} ${y + 24 + r * 0.3} ${cx - r + 3} ${y + 24}Z`,
        colour,
        { light: [-r * 0.36, -3] },
      ) +
      glint(d`M${cx - r * 0.66} ${y + 50}L${cx - r * 0.6} ${y + 70}`, 6, 0.35)
    )
  }
  return (
    one(142, 150, 88, clay) + one(272, 204, 64, darker(clay, 0.08)) + one(208, 252, 46, lighter(clay, 0.14))
  )
}

export function wateringCan({ body, metal }: { body: string; metal: string }): string {
  const tank = turned(232, [
    [196, 62, 'corner'],
    [floor, 84, 'corner'],
  ])
  return (
    stand(226, 96) +
    rod('M284 216C372 206 366 310 310 312', metal, 12) +
    solid('M168 310L48 118L62 108L180 258Z', body, { light: [-4, -6] }) +
    solid(poly([28, 126], [76, 92], [80, 100], [40, 130]), metal, { light: [-4, -4] }) +
    rod('M184 200C180 130 276 124 282 200', metal, 12) +
    solid(tank, body, { light: [-30, -4] }) +
    fill(oval(232, 196, 62, 11), lighter(body, 0.2)) +
    fill(oval(232, 197, 54, 7), darker(body, 0.5)) +
    stroke('M152 312Q232 330 312 312', darker(body, 0.35), 3, 0.5) +
    glint('M180 226L172 284', 8, 0.45)
  )
}
