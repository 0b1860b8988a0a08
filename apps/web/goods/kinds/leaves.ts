/** Plants known by their leaves. */
import { colours, darker, lighter } from '../colour.ts'
import { fill, placed, stroke } from '../paint.ts'
import { d, leaf, oval } from '../shape.ts'
import { potted, type Pot } from './pots.ts'

export function monstera({ pot, green }: { pot: Pot; green: string }): string {
  const half =
    'M0 0C-16 8 -44 6 -56 -16L-30 -22L-64 -32C-70 -48 -66 -62 -60 -74L-32 -58L-54 -88C-44 -106 -26 -120 0 -132Z'
  const shape =
    fill(half, lighter(green, 0.12)) +
    `<g transform="scale(-1 1)">${fill(half, darker(green, 0.14))}</g>` +
    stroke('M0 -4V-118', lighter(green, 0.4), 2.5)
  const places = [
    [136, 150, -58, 0.74],
    [270, 158, 60, 0.72],
    [166, 122, -22, 0.84],
    [238, 116, 24, 0.82],
    [134, 216, -82, 0.62],
    [268, 220, 80, 0.64],
    [204, 172, 3, 0.78],
  ] as const
  const stems = places.map(([x, y]) => d`M200 256Q${(x + 200) / 2} ${y + 20} ${x} ${y}`).join('')
  return potted(pot, stroke(stems, darker(green, 0.1), 5), placed(shape, places))
}

export function rubberTree({ pot, green }: { pot: Pot; green: string }): string {
  const shape =
    fill('M0 0C-34 -24 -34 -78 0 -108Z', lighter(green, 0.1)) +
    fill('M0 0C34 -24 34 -78 0 -108Z', darker(green, 0.18)) +
    stroke('M0 0V-100', colours.blush, 2.5, 0.8)
  const places = [
    [200, 236, -70, 0.82],
    [200, 224, 68, 0.84],
    [200, 186, -58, 0.94],
    [200, 172, 60, 0.92],
    [200, 136, -44, 0.9],
    [200, 124, 46, 0.86],
    [200, 108, -6, 0.84],
  ] as const
  return potted(pot, stroke('M200 260V100', colours.walnut, 8), placed(shape, places))
}

export function pilea({ pot, green }: { pot: Pot; green: string }): string {
  const shape =
    fill(oval(0, 0, 27), green) +
    fill('M-19 19A27 27 0 0 0 19 -19Z', darker(green, 0.16)) +
    fill(oval(-3, -2, 4), lighter(green, 0.5))
  const ends = [
    [-96, 92, 1],
    [92, 96, 1],
    [-122, 34, 0.9],
    [122, 42, 0.95],
    [-56, 138, 0.95],
    [58, 136, 1],
    [0, 154, 0.95],
    [-70, 44, 1],
    [72, 40, 1],
    [-28, 88, 1.1],
    [34, 84, 1.1],
    [2, 32, 1],
  ] as const
  const places = ends.map(([dx, up, scale], i) => [200 + dx, 246 - up, i * 7 - 30, scale] as const)
  const stems = places.map(([x, y]) => d`M200 250Q${200 + (x - 200) * 0.3} ${y + 16} ${x} ${y}`).join('')
  return potted(pot, stroke(stems, lighter(green, 0.2), 3.5), placed(shape, places))
}

export function fern({ pot, green }: { pot: Pot; green: string }): string {
  const leaflets = (side: 1 | -1) =>
    Array.from({ length: 11 }, (_, i) =>
      leaf(0, -14 - i * 12.5, side * 66, 32 - Math.abs(i - 3) * 2.6, 7),
    ).join('')
  const shape =
    fill(leaflets(-1), lighter(green, 0.16)) +
    fill(leaflets(1), darker(green, 0.1)) +
    stroke('M0 0V-152', darker(green, 0.25), 2.5)
  const places = [
    [200, 246, -96, 0.92],
    [200, 246, 98, 0.92],
    [200, 246, -68, 1.08],
    [200, 246, 70, 1.06],
    [200, 246, -42, 1.16],
    [200, 246, 44, 1.16],
    [200, 248, -16, 1.2],
    [200, 248, 18, 1.22],
  ] as const
  return potted(pot, placed(shape, places))
}

export function snakePlant({ pot, green, edge }: { pot: Pot; green: string; edge: string }): string {
  const stripes = [52, 82, 112, 142].map((up) => d`M-7 ${-up}q7 -8 14 0`).join('')
  const blade =
    fill(leaf(0, 0, 0, 200, 36, 0.4), edge) +
    fill(leaf(0, 0, 0, 186, 23, 0.4), green) +
    fill(leaf(0, 0, 0, 186, 23, 0.4).replace(/Q[^Q]*Z/, 'Z'), darker(green, 0.22)) +
    stroke(stripes, lighter(green, 0.35), 3, 0.7)
  const places = [
    [168, 258, -22, 0.8],
    [236, 258, 24, 0.82],
    [216, 258, 10, 1],
    [180, 258, -9, 1.06],
    [200, 258, 1, 0.9],
    [156, 258, -32, 0.6],
    [246, 258, 34, 0.62],
  ] as const
  return potted(pot, placed(blade, places))
}
