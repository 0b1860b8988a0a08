/** Audio with a place of its own on a table. */
import { colours, darker } from '../colour.ts'
import { dashed, fill, glint, move, rod, solid, stand, stroke } from '../paint.ts'
import { d, oval, rect } from '../shape.ts'
import { knob } from './hifi.ts'

export function radio({ wood, face, dial }: { wood: string; face: string; dial: string }): string {
  const slats = Array.from({ length: 9 }, (_, i) => d`M82 ${180 + i * 15}H206`).join('')
  return (
    stand(200, 146) +
    rod('M296 144L344 38', colours.steel, 5) +
    fill(oval(345, 36, 6), colours.steel) +
    fill(rect(80, 318, 36, 16, 4) + rect(284, 318, 36, 16, 4), darker(wood, 0.5)) +
    solid(rect(46, 138, 308, 186, 20), wood, { light: [-14, -8] }) +
    fill(rect(64, 156, 258, 150, 10), face) +
    stroke(slats, darker(face, 0.35), 5) +
    fill(oval(270, 212, 43), colours.milk) +
    stroke('M270 178V186M246 188L252 194M236 212H244M294 188L288 194M304 212H296', colours.iron, 3) +
    stroke('M270 214L290 190', dial, 5) +
    fill(oval(270, 213, 7), dial) +
    knob(246, 280, 14, colours.brass) +
    knob(294, 280, 14, colours.brass) +
    glint('M70 146H130', 5, 0.5)
  )
}

export function soundbar({ body, fabric }: { body: string; fabric: string }): string {
  const dots = (x: number, y: number, w: number, rows: number) =>
    dashed(
      Array.from({ length: rows }, (_, i) => d`M${x + (i % 2) * 5} ${y + i * 9}H${x + w}`).join(''),
      darker(fabric, 0.5),
      3,
      '0 10',
      0.6,
    )
  return (
    stand(292, 66) +
    solid(rect(226, 136, 132, 192, 14), body, { light: [-18, -6] }) +
    solid(rect(240, 150, 96, 164, 8), fabric, { light: [-6, -4] }) +
    dots(250, 164, 80, 16) +
    move(0, 8, stand(156, 146, 330)) +
    fill(rect(44, 326, 30, 12, 4) + rect(230, 326, 30, 12, 4), colours.ink) +
    solid(rect(18, 272, 272, 58, 16), body, { light: [-20, -7] }) +
    solid(rect(32, 284, 236, 34, 10), fabric, { light: [-5, -4] }) +
    dots(42, 292, 220, 3) +
    fill(oval(150, 278, 3), colours.persimmon) +
    glint('M34 278H92', 4, 0.4)
  )
}

export function microphone({ body, mesh, base }: { body: string; mesh: string; base: string }): string {
  const grid = stroke(
    'M150 90L250 190M150 130L230 210M180 70L260 150M250 90L150 190M260 130L170 220M220 70L140 150',
    darker(mesh, 0.45),
    2.5,
    0.6,
  )
  return (
    stand(200, 82) +
    fill(rect(192, 262, 16, 60), darker(base, 0.2)) +
    rod('M126 150V196Q126 268 200 268T274 196V150', base, 12) +
    solid(rect(150, 66, 100, 178, 50), body, {
      inside:
        fill(rect(140, 60, 120, 96), mesh) +
        grid +
        fill(rect(140, 154, 120, 100), body) +
        fill(rect(140, 152, 120, 9), colours.brass),
      light: [-24, -4],
    }) +
    fill(oval(126, 166, 11) + oval(274, 166, 11), colours.brass) +
    fill(oval(200, 196, 9), colours.persimmon) +
    solid('M118 332Q118 308 146 308H254Q282 308 282 332Z', base, { light: [-26, -4] }) +
    glint('M168 108Q170 94 180 86', 7) +
    glint('M168 184V206', 7, 0.4)
  )
}
