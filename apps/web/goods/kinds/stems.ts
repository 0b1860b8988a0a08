/** What trails from a hanger or stands in a vase. */
import { colours, darker, lighter } from '../colour.ts'
import { fill, floor, glint, placed, solid, stand, stroke } from '../paint.ts'
import { oval, turned } from '../shape.ts'

export function pothos({ pot, cord, green }: { pot: string; cord: string; green: string }): string {
  const heart = 'M0 0C-30 -14 -26 -46 0 -34C26 -46 30 -14 0 0Z'
  const shape = `<g transform="translate(0 36)">${fill(heart, green)}${fill('M0 0C30 -14 26 -46 0 -34Z', darker(green, 0.16))}</g>`
  const places = [
    [128, 176, 24, 1],
    [112, 214, 34, 0.95],
    [126, 248, -14, 0.9],
    [104, 282, 26, 0.85],
    [116, 318, -8, 0.7],
    [150, 168, -10, 1.05],
    [184, 162, 8, 1],
    [218, 164, -12, 1.05],
    [252, 166, 8, 1],
    [278, 180, -26, 1],
    [292, 216, -32, 0.9],
    [272, 244, 14, 0.9],
    [288, 274, -18, 0.75],
    [166, 150, 160, 0.8],
    [232, 148, 200, 0.85],
    [200, 144, 180, 0.9],
  ] as const
  return (
    stand(200, 70, 366) +
    stroke('M200 -4V34L138 172M200 34L262 172M200 34V160', cord, 4) +
    fill(oval(200, 36, 7), colours.brass) +
    fill(oval(200, 172, 70, 11), colours.soil) +
    stroke('M140 172C104 190 124 250 112 330M262 172C300 190 276 240 290 296', darker(green, 0.1), 4) +
    solid('M130 172Q200 194 270 172C270 232 244 262 200 262S130 232 130 172Z', pot, { light: [-26, -8] }) +
    glint('M146 206Q150 226 164 238', 7, 0.5) +
    placed(shape, places)
  )
}

/** A sprig with round leaves in pairs, growing upwards from (0, 0). */
function sprig(green: string): string {
  const coins = [40, 68, 95, 120, 142].map((up, i) => ({ up, r: 18 - i * 2.2 }))
  const side = (sign: 1 | -1) =>
    coins.map(({ up, r }) => oval(sign * r * 0.92, -up - sign * 3, r, r * 0.84)).join('')
  return (
    stroke('M0 0V-150', darker(green, 0.3), 3.5) +
    fill(side(-1) + oval(0, -158, 8, 9), lighter(green, 0.2)) +
    fill(side(1), darker(green, 0.1))
  )
}

export function eucalyptus({ vase, green }: { vase: string; green: string }): string {
  const places = [
    [200, 236, -44, 0.84],
    [200, 236, 46, 0.82],
    [200, 236, 22, 1.02],
    [200, 236, -21, 1.06],
    [200, 236, 1, 1.16],
  ] as const
  return (
    stand(200, 62) +
    placed(sprig(green), places) +
    solid(
      turned(200, [
        [222, 26, 'corner'],
        [240, 22],
        [292, 62],
        [floor, 40],
      ]),
      vase,
      { light: [-26, -4] },
    ) +
    fill(oval(200, 222, 26, 5), darker(vase, 0.35)) +
    glint('M152 288Q154 272 164 262', 7, 0.6)
  )
}
