/** Lamps that stand on a table, hang on a wall or go along. */
import { colours, darker, lighter } from '../colour.ts'
import { fill, floor, glint, rod, solid, stand, stroke, turn } from '../paint.ts'
import { d, oval, rect, turned, type Point } from '../shape.ts'

/** Light falling out of an opening, and the pool it leaves on the ground. */
export function beam(left: Point, right: Point, [cx, y]: Point, r: number): string {
  const cone = d`M${left[0]} ${left[1]}L${right[0]} ${right[1]}L${cx + r} ${y}A${r} ${r * 0.12} 0 0 1 ${cx - r} ${y}Z`
  return fill(cone, colours.glow, 0.3) + pool([cx, y], r)
}

/** Light on the ground, where others leave a shadow. */
export function pool([cx, y]: Point, r: number): string {
  return fill(oval(cx, y, r, r * 0.12), colours.glow, 0.5)
}

export function deskLamp({ colour, joint }: { colour: string; joint: string }): string {
  const shade = turn(
    -24,
    fill(oval(238, 176, 62, 15), colours.glow),
    solid('M212 92H264Q272 92 276 102L300 176Q238 196 176 176L200 102Q204 92 212 92Z', colour, {
      light: [-24, -4],
    }),
    solid(rect(222, 70, 32, 26, [10, 10, 3, 3]), darker(colour, 0.2), { light: [-8, 0] }),
    glint('M212 112L198 156', 7),
  )
  return (
    beam([170, 189], [281, 139], [296, 328], 82) +
    stand(140, 78) +
    rod('M136 312L86 190', colour, 11) +
    rod('M86 190L226 104', colour, 11) +
    solid(rect(68, 310, 140, 24, [14, 14, 6, 6]), colour, { light: [-26, -4] }) +
    fill(rect(122, 300, 28, 12, 4), joint) +
    shade +
    solid(oval(86, 190, 14), joint, { light: [-4, -4] }) +
    glint('M86 318H112', 4)
  )
}

interface Mushroom {
  cap: string
  stem: string
  /** How wide the cap is, from its middle. */
  r?: number
  tall?: number
}

export function mushroomLamp({ cap, stem, r = 124, tall = 150 }: Mushroom): string {
  const y = floor - tall
  const crown = `M${200 - r} ${y}C${200 - r} ${y - r * 1.12} ${200 + r} ${y - r * 1.12} ${200 + r} ${y}Q200 ${y + 34} ${200 - r} ${y}Z`
  return (
    pool([200, floor], r * 1.2) +
    stand(200, r * 0.62) +
    solid(
      turned(200, [
        [y - 4, 28, 'corner'],
        [floor - tall * 0.3, 34],
        [floor, r * 0.56, 'corner'],
      ]),
      stem,
      { light: [-20, 0] },
    ) +
    fill(oval(200, y + 3, r - 4, 17), colours.glow) +
    fill(oval(200, y + 7, 40, 9), '#fffaf0') +
    solid(crown, cap, { light: [-40, -8] }) +
    glint(`M${200 - r + 22} ${y - 26}Q${200 - r * 0.7} ${y - r * 0.62} ${200 - r * 0.36} ${y - r * 0.7}`, 8)
  )
}

export function tableLamp({ base, shade, band }: { base: string; shade: string; band: string }): string {
  const body = turned(200, [
    [214, 20, 'corner'],
    [226, 24],
    [282, 68],
    [floor - 6, 44],
    [floor, 42, 'corner'],
  ])
  return (
    beam([98, 190], [302, 190], [200, floor - 2], 134) +
    stand(200, 56) +
    fill(rect(190, 180, 20, 38), colours.brass) +
    solid(body, base, {
      inside: fill(rect(100, 264, 200, 12), band) + fill(rect(100, 284, 200, 5), band),
      light: [-28, -4],
    }) +
    fill(oval(200, 190, 106, 13), colours.glow) +
    solid('M142 62H258L308 188Q200 212 92 188Z', shade, { light: [-34, -2] }) +
    fill(oval(200, 62, 58, 8), lighter(shade, 0.5)) +
    glint('M142 86L116 170', 8) +
    glint('M148 264Q150 256 158 250', 7)
  )
}

export function campLantern({ metal, glass }: { metal: string; glass: string }): string {
  return (
    stand(200, 78) +
    rod('M128 170C104 26 296 26 272 170', colours.iron, 8) +
    solid('M132 166H268L276 288H124Z', glass, { light: [-20, 0] }) +
    fill(oval(200, 232, 52, 56), colours.glow) +
    fill('M200 184Q232 226 216 256Q200 272 184 256Q168 226 200 184Z', '#f0b44e') +
    fill('M200 214Q214 238 207 254Q200 260 193 254Q186 238 200 214Z', '#fff6d8') +
    stroke('M150 168L142 286M250 168L258 286', metal, 6) +
    solid('M162 112H238L276 158Q280 168 270 168H130Q120 168 124 158Z', metal, { light: [-26, -4] }) +
    solid(rect(172, 92, 56, 24, [12, 12, 3, 3]), metal, { light: [-16, -3] }) +
    solid('M122 284H278L288 320Q290 332 278 332H122Q110 332 112 320Z', metal, { light: [-30, -4] }) +
    fill(oval(200, 308, 9), colours.brass) +
    glint('M144 128L134 144', 6) +
    glint('M130 298L127 314', 6)
  )
}

export function sconce({ plaster }: { plaster: string }): string {
  return (
    fill('M92 200L24 0H376L308 200Z', colours.glow, 0.3) +
    fill('M122 200L96 0H304L278 200Z', colours.glow, 0.4) +
    fill('M94 214A118 118 0 0 0 330 214Z', colours.shadow, 0.16) +
    fill(oval(200, 196, 112, 15), lighter(colours.glow, 0.5)) +
    solid('M82 196Q200 222 318 196A118 122 0 0 1 82 196Z', plaster, { light: [-40, -14] }) +
    glint('M102 228Q112 258 134 276', 8, 0.7)
  )
}
