/** Kitchen things that hold a drink or a meal. */
import { colours, darker, lighter } from '../colour.ts'
import { fill, floor, glint, lie, move, rod, solid, stand, stroke } from '../paint.ts'
import { d, oval, rect, turned } from '../shape.ts'

interface Mug {
  colour: string
  /** The lower part left unglazed. */
  clay?: string
  r?: number
  h?: number
  foot?: number
  drink?: string
}

export function mug({ colour, clay, r = 76, h = 152, foot = 0.94, drink = '#6b4026' }: Mug): string {
  const [cx, top] = [182, floor - h]
  const wall = turned(cx, [
    [top, r, 'corner'],
    [floor - 34, r * foot],
    [floor - 10, r * foot - 7],
    [floor, r * foot - 22],
  ])
  const ear = d`M${cx + r - 8} ${top + h * 0.2}C${cx + r + 66} ${top + h * 0.14} ${cx + r + 62} ${top + h * 0.76} ${cx + r - 10} ${top + h * 0.74}`
  const dip = clay
    ? fill(d`M60 ${floor - 46}Q130 ${floor - 34} 182 ${floor - 42}T310 ${floor - 48}V360H60Z`, clay)
    : ''
  return (
    stand(190, r + 8) +
    rod(ear, colour, 19) +
    solid(wall, colour, { inside: dip, light: [-30, -4] }) +
    fill(oval(cx, top, r, r * 0.16), lighter(colour, 0.3)) +
    fill(oval(cx, top + 1, r - 7, r * 0.16 - 4), darker(colour, 0.45)) +
    fill(oval(cx, top + 4, r - 14, r * 0.16 - 7), drink) +
    glint(d`M${cx - r + 22} ${top + 34}V${top + h * 0.56}`, 8)
  )
}

export function teapot({ colour, knob }: { colour: string; knob: string }): string {
  const body = turned(192, [
    [204, 52],
    [266, 106],
    [floor, 58],
  ])
  const spout = 'M122 304C84 296 92 238 50 210L74 192C112 216 112 246 142 250Z'
  const lid = turned(
    192,
    [
      [172, 16],
      [182, 40],
      [206, 54, 'corner'],
    ],
    0.2,
  )
  return (
    stand(194, 104) +
    rod('M276 228C352 204 360 306 278 300', colour, 18) +
    solid(spout, colour, { light: [-8, -8] }) +
    solid(body, colour, { light: [-34, -10] }) +
    stroke('M143 212Q192 228 241 212', darker(colour), 3, 0.5) +
    solid(lid, lighter(colour, 0.08), { light: [-16, -4] }) +
    solid(oval(192, 163, 15, 13), knob, { light: [-6, -4] }) +
    glint('M118 252Q124 232 140 222', 8)
  )
}

export function bowls({
  colours: [top, middle, bottom],
}: {
  colours: readonly [string, string, string]
}): string {
  const bowl = (colour: string, y: number, r: number, h: number) => {
    const foot = r * 0.4
    const wall = d`M${200 - r} ${y}Q200 ${y + r * 0.3} ${200 + r} ${y}C${200 + r} ${y + h * 0.55} ${200 + r * 0.72} ${y + h * 0.86} ${200 + foot} ${y + h * 0.94}V${y + h}H${200 - foot}V${y + h * 0.94}C${200 - r * 0.72} ${y + h * 0.86} ${200 - r} ${y + h * 0.55} ${200 - r} ${y}Z`
    return (
      solid(wall, colour, { light: [-34, -6] }) +
      glint(d`M${200 - r + 16} ${y + 24}Q${200 - r + 24} ${y + h * 0.5} ${200 - r + 38} ${y + h * 0.62}`, 6)
    )
  }
  const mouth = (colour: string, y: number, r: number) =>
    fill(oval(200, y, r, r * 0.15), lighter(colour, 0.3)) +
    fill(oval(200, y + 2, r - 6, r * 0.15 - 4), darker(colour, 0.3))
  return (
    stand(200, 92) +
    mouth(bottom, 236, 118) +
    mouth(middle, 198, 102) +
    mouth(top, 158, 88) +
    bowl(top, 158, 88, 80) +
    bowl(middle, 198, 102, 90) +
    bowl(bottom, 236, 118, 96)
  )
}

export function dripper({ cone, handle }: { cone: string; handle: string }): string {
  const glass = 'M164 196H236L272 312Q276 332 256 332H144Q124 332 128 312Z'
  const coffee = fill('M120 270Q200 282 280 270V340H120Z', '#5a3420') + fill(oval(200, 270, 60, 7), '#7a4a2e')
  return (
    stand(200, 78) +
    rod('M250 214C318 214 320 292 272 300', handle, 13) +
    solid(glass, '#f1f1ea', { inside: coffee, light: [-16, 0] }) +
    fill(rect(158, 186, 84, 14, 6), handle) +
    solid('M112 108H288L232 174H168Z', cone, { light: [-30, 0] }) +
    solid(rect(138, 172, 124, 15, 7), cone, { light: [-14, -2] }) +
    fill(oval(200, 108, 88, 15), lighter(cone, 0.4)) +
    fill(oval(200, 110, 78, 11), darker(cone, 0.35)) +
    fill(oval(200, 112, 68, 8), '#5a3420') +
    glint('M136 122L162 154', 7) +
    glint('M166 216L150 262', 6, 0.8)
  )
}

export function cutlery({ metal, stick }: { metal: string; stick: string }): string {
  const lines = [
    ['M262 66L236 330', stick],
    ['M290 68L276 332', stick],
  ] as const
  const spoon =
    'M158 58C190 58 204 92 200 124C197 152 178 164 169 176C165 182 168 300 168 322Q167 334 158 334T148 322C148 300 151 182 147 176C138 164 119 152 116 124C112 92 126 58 158 58Z'
  return (
    lie(spoon) +
    solid(spoon, metal, { light: [-9, -3] }) +
    fill(oval(158, 114, 31, 44), darker(metal, 0.2)) +
    fill(oval(159, 119, 28, 38), lighter(metal, 0.1)) +
    glint('M140 108Q143 94 154 88', 6, 0.8) +
    lines
      .map(([line, colour]) => move(6, 8, stroke(line, colours.shadow, 12, 0.16)) + rod(line, colour, 13))
      .join('') +
    stroke('M239 300L236 330M278 302L276 332', colours.brass, 13) +
    solid(rect(224, 108, 88, 24, 10), colours.blush, { light: [-8, -5] })
  )
}
