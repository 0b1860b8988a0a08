/** Small trees. */
import { darker, lighter } from '../colour.ts'
import { fill, glint, placed, rod, stroke } from '../paint.ts'
import { leaf, oval } from '../shape.ts'
import { potted, type Pot } from './pots.ts'

interface Tree {
  pot: Pot
  green: string
  bark: string
}

/** A twig with leaves in pairs, growing upwards from (0, 0). */
function twig(green: string, bark: string): string {
  const side = (sign: 1 | -1) =>
    [18, 40, 62, 84].map((up, i) => leaf(0, -up, sign * (52 - i * 5), 34 - i * 3, 11)).join('')
  return (
    stroke('M0 0V-92', bark, 3) +
    fill(side(-1) + leaf(0, -92, -8, 30, 10), lighter(green, 0.22)) +
    fill(side(1), darker(green, 0.16))
  )
}

/** Leaves around a crown by golden angle: even, yet nowhere in rows. */
function crown(count: number, tone: number): string {
  return Array.from({ length: count }, (_, i) => i)
    .filter((i) => i % 3 === tone)
    .map((i) => ({ angle: i * 2.39996, out: Math.sqrt((i + 0.5) / count) }))
    .map(({ angle, out }) =>
      leaf(
        Math.round(200 + Math.cos(angle) * out * 76),
        Math.round(136 + Math.sin(angle) * out * 72),
        Math.round((angle * 180) / Math.PI + 70),
        46,
        20,
      ),
    )
    .join('')
}

export function oliveTree({ pot, green, bark }: Tree): string {
  const places = [
    [186, 176, -78, 0.86],
    [214, 172, 76, 0.88],
    [182, 150, -52, 1.02],
    [218, 148, 54, 1],
    [200, 136, -28, 1.08],
    [202, 136, 26, 1.06],
    [200, 132, -2, 1.12],
    [196, 168, -34, 0.7],
    [206, 166, 36, 0.7],
  ] as const
  const limbs =
    rod('M200 256C208 226 192 206 200 132', bark, 10) +
    stroke('M201 200Q190 190 182 150M200 192Q214 178 218 148', bark, 5)
  return potted(pot, limbs, placed(twig(green, bark), places))
}

export function kumquatTree({ pot, green, bark, fruit }: Tree & { fruit: string }): string {
  const spots = [
    [150, 150],
    [192, 176],
    [244, 148],
    [214, 108],
    [166, 100],
    [236, 190],
  ] as const
  const orange =
    fill(oval(0, 0, 14), fruit) +
    fill('M12 -7A14 14 0 1 1 -9 11Q10 10 12 -7Z', darker(fruit, 0.2)) +
    glint('M-6 -5L-5 -6', 5)
  return potted(
    pot,
    rod('M200 256C206 226 194 210 201 176', bark, 11),
    fill(oval(200, 136, 90, 86), darker(green, 0.22)),
    fill(crown(24, 0), darker(green, 0.24)) +
      fill(crown(24, 1), green) +
      fill(crown(24, 2), lighter(green, 0.22)),
    placed(
      orange,
      spots.map(([x, y]) => [x, y, 0, 1] as const),
    ),
  )
}
