/** Plants that keep their own water. */
import { colours, darker, lighter } from '../colour.ts'
import { fill, glint, placed, solid, stroke } from '../paint.ts'
import { d, leaf, oval } from '../shape.ts'
import { potBack, potFront, potted, type Pot } from './pots.ts'

export function columnCactus({ pot, green }: { pot: Pot; green: string }): string {
  const ribs = 'M200 60V260M184 66V260M216 66V260M170 88V260M230 88V260'
  const arm = (outline: string) =>
    stroke(outline, darker(green, 0.2), 34) +
    stroke(outline, green, 26) +
    stroke(outline, lighter(green, 0.25), 2, 0.8)
  return potted(
    pot,
    arm('M170 198H138Q118 198 118 176V142') + arm('M230 172H258Q282 172 282 150V112'),
    solid('M158 262V100Q158 54 200 54T242 100V262Z', green, {
      inside: stroke(ribs, lighter(green, 0.25), 2.5, 0.8),
      light: [-20, -4],
    }),
    fill('M186 58L176 40L192 46L200 32L208 46L224 40L214 58Z', colours.blush) +
      fill(oval(200, 54, 9, 6), colours.butter),
    glint('M172 96V140', 6, 0.4),
  )
}

export function barrelCactus({ pot, green }: { pot: Pot; green: string }): string {
  const ribs = [18, 52, 80]
    .map(
      (half) =>
        d`M200 118C${200 - half * 1.2} 124 ${200 - half * 1.2} 250 200 268M200 118C${200 + half * 1.2} 124 ${200 + half * 1.2} 250 200 268`,
    )
    .join('')
  const thorns = [
    [200, 160],
    [200, 196],
    [200, 230],
    [164, 158],
    [156, 196],
    [166, 232],
    [236, 158],
    [244, 196],
    [234, 232],
    [126, 184],
    [274, 184],
    [130, 218],
    [270, 218],
  ] as const
  return potted(
    pot,
    solid(oval(200, 194, 92, 78), green, {
      inside: stroke(ribs, darker(green, 0.3), 3, 0.6),
      light: [-24, -10],
    }),
    stroke(
      thorns.map(([x, y]) => d`M${x - 6} ${y - 6}L${x} ${y}L${x + 6} ${y - 6}M${x} ${y}V${y - 9}`).join(''),
      colours.milk,
      2.5,
    ),
    [-48, -16, 16, 48]
      .map((degrees) => fill(leaf(200, 124, degrees, 38, 17), lighter(colours.terracotta, 0.1)))
      .join('') + fill(oval(200, 118, 10, 7), colours.butter),
  )
}

export function echeveria({
  bowl,
  tints,
}: {
  bowl: string
  tints: readonly [string, string, string]
}): string {
  const ring = (count: number, from: number, length: number) =>
    Array.from({ length: count }, (_, i) =>
      leaf(0, 0, from + (i * 360) / count, length, length * 0.62, 0.62),
    ).join('')
  const [outer, inner] = [ring(8, 0, 66), ring(7, 20, 32)]
  const rosette =
    fill(outer, 'currentColor') +
    fill(outer, colours.shadow, 0.22) +
    fill(ring(8, 22, 50), 'currentColor') +
    fill(inner, '#fffaf0', 0.3) +
    fill(ring(5, 40, 16), '#fffaf0', 0.5)
  const pot: Pot = { colour: bowl, y: 258, r: 122, kind: 'smooth' }
  const [left, right, front] = tints
  const tinted = (tint: string, x: number, y: number, scale: number) =>
    `<use href="#one" color="${tint}" transform="translate(${x} ${y})scale(${scale})"/>\n`
  return (
    potBack(pot) +
    placed(rosette, []) +
    tinted(left, 132, 214, 0.92) +
    tinted(right, 272, 216, 0.88) +
    tinted(front, 204, 190, 1.05) +
    potFront(pot)
  )
}
