/** Stationery made of paper. */
import { colours, darker, lighter } from '../colour.ts'
import { fill, floor, glint, lie, rod, solid, stand, stroke, turn } from '../paint.ts'
import { d, oval, poly, rect } from '../shape.ts'

interface Notebook {
  cover: string
  spine: string
  strap?: string
  ribbon?: string
  /** A pocket notebook is smaller, stapled, and has a printed frame. */
  pocket?: boolean
}

export function notebook({ cover, spine, strap, ribbon, pocket }: Notebook): string {
  const [x, y, w, h] = pocket ? [116, 84, 168, 236] : [96, 64, 200, 268]
  const label = pocket
    ? stroke(rect(x + 44, y + 40, w - 72, 62, 2), colours.milk, 3) +
      stroke(d`M${x + 60} ${y + 64}H${x + w - 44}M${x + 60} ${y + 82}H${x + w - 64}`, colours.milk, 3)
    : fill(rect(x + 62, y + 44, 84, 54, 4), colours.milk) +
      stroke(d`M${x + 76} ${y + 64}H${x + 132}M${x + 76} ${y + 80}H${x + 112}`, colours.sand, 4)
  return turn(
    -7,
    lie(rect(x, y, w + 6, h + 8, 10), 12),
    ribbon
      ? fill(
          poly(
            [x + 74, y + h - 4],
            [x + 90, y + h - 4],
            [x + 90, y + h + 36],
            [x + 82, y + h + 28],
            [x + 74, y + h + 36],
          ),
          ribbon,
        )
      : '',
    fill(rect(x + 4, y + 6, w + 3, h + 3, [4, 6, 10, 4]), darker(cover, 0.35)),
    fill(rect(x + 4, y + 4, w - 2, h - 1, [4, 6, 8, 4]), colours.milk),
    stroke(d`M${x + 10} ${y + h + 1}H${x + w - 4}`, colours.sand, 2),
    solid(rect(x, y, w, h - 4, [5, 12, 12, 5]), cover, {
      inside: fill(rect(x, y, 30, h), spine),
      light: [-7, -7],
    }),
    label,
    strap ? fill(rect(x + w - 36, y - 1, 13, h - 1), strap) : '',
    glint(d`M${x + 42} ${y + 12}H${x + 100}`, 4, 0.4),
  )
}

export function sketchbook({ cover, coil }: { cover: string; coil: string }): string {
  const loops = Array.from(
    { length: 9 },
    (_, i) => d`M112 ${84 + i * 29}C86 ${76 + i * 29} 86 ${98 + i * 29} 112 ${92 + i * 29}`,
  ).join('')
  const holes = Array.from({ length: 9 }, (_, i) => oval(114, 88 + i * 29, 5)).join('')
  const hill = 'M150 246C176 206 196 214 214 232C232 196 262 190 290 226V262H150Z'
  return turn(
    5,
    lie(rect(98, 62, 218, 276, 8), 12),
    fill(rect(102, 66, 214, 272, 8), colours.milk),
    solid(rect(98, 62, 216, 270, 8), cover, { light: [-7, -7] }),
    fill(rect(150, 106, 140, 156, 3), colours.milk),
    fill(hill, lighter(cover, 0.45)) + fill(oval(252, 148, 17), colours.mustard),
    stroke('M150 262H290', darker(cover, 0.3), 4),
    fill(holes, darker(cover, 0.5)),
    rod(loops, coil, 6),
    glint('M136 74H196', 4, 0.4),
  )
}

export function calendar({ frame, accent }: { frame: string; accent: string }): string {
  const days = Array.from({ length: 31 }, (_, i) => ({
    x: 118 + ((i + 1) % 7) * 27.5,
    y: 206 + Math.floor((i + 1) / 7) * 21,
    i,
  }))
  const dots = days
    .filter(({ i }) => i !== 17)
    .map(({ x, y }) => oval(x, y, 5.5))
    .join('')
  const chosen = days[17] ?? { x: 0, y: 0 }
  return (
    stand(200, 124) +
    fill(poly([300, 104], [332, floor], [290, floor]), darker(frame, 0.35)) +
    solid(poly([92, 104], [308, 104], [318, floor], [82, floor]), frame, { light: [-8, -8] }) +
    fill(poly([98, 108], [302, 108], [308, 312], [92, 312]), colours.milk) +
    fill(rect(118, 142, 66, 18, 4), accent) +
    fill(rect(246, 146, 38, 10, 4), colours.sand) +
    stroke('M112 180H290', colours.sand, 3) +
    fill(dots, '#b7a892') +
    fill(oval(chosen.x, chosen.y, 10), accent) +
    rod(Array.from({ length: 8 }, (_, i) => d`M${114 + i * 24.6} 116V94`).join(''), colours.iron, 7)
  )
}

export function letters({ envelope, seal }: { envelope: string; seal: string }): string {
  const back = rect(128, 66, 172, 220, 5)
  const front = rect(72, 168, 256, 166, 7)
  return turn(
    -6,
    turn(
      10,
      lie(back, 9),
      solid(back, colours.milk, { light: [-5, -5] }),
      stroke('M152 98H250M152 120H272M152 142H236', colours.sand, 4),
    ),
    lie(front, 11),
    solid(front, envelope, { light: [-7, -7] }),
    stroke('M78 328L172 254M322 328L228 254', darker(envelope, 0.3), 3, 0.6),
    solid('M72 176Q72 168 82 168H318Q328 168 328 176L212 266Q200 274 188 266Z', lighter(envelope, 0.22), {
      light: [-3, -7],
    }),
    solid(oval(200, 262, 23), seal, { light: [-5, -5] }),
    fill('M192 270Q188 252 208 252Q210 272 192 270Z', lighter(seal, 0.55)),
  )
}
