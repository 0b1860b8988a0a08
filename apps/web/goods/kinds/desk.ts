/** Stationery to cut, measure and keep order with. */
import { colours, darker, lighter } from '../colour.ts'
import { fill, floor, glint, lie, move, rod, solid, stand, stroke, turn } from '../paint.ts'
import { d, oval, poly, rect, turned } from '../shape.ts'

export function scissors({ handle }: { handle: string }): string {
  const half = (degrees: number, side: 1 | -1) => {
    const ring = oval(200 + side * 30, 304, 30, 42)
    return turn(
      degrees,
      move(7, 9, stroke(ring, colours.shadow, 18, 0.16)),
      lie(poly([200 - side * 4, 36], [200 + side * 16, 226], [200 - side * 16, 226]), 8),
      solid(
        d`M${200 - side * 4} 36L${200 + side * 15} 208L${200 + side * 10} 262H${200 - side * 8}L${200 - side * 15} 208Z`,
        '#c9ccc8',
        { light: [-8, -2] },
      ),
      rod(ring, handle, 19),
      solid(
        d`M${200 - side * 8} 232L${200 + side * 12} 228L${200 + side * 28} 268L${200 + side * 4} 284Z`,
        handle,
        { light: [-6, -2] },
      ),
    )
  }
  return move(
    0,
    8,
    half(15, -1),
    half(-15, 1),
    fill(oval(200, 206, 9), colours.iron),
    fill(oval(198, 204, 4), colours.steel),
  )
}

export function penCup({ cup, band }: { cup: string; band: string }): string {
  const wall = turned(200, [
    [198, 78, 'corner'],
    [floor, 72, 'corner'],
  ])
  return (
    stand(200, 80) +
    turn(
      -9,
      rod('M176 92V240', colours.mustard, 15),
      fill(poly([168, 94], [176, 70], [184, 94]), colours.ash),
      fill(poly([173, 78], [176, 68], [179, 78]), colours.ink),
    ) +
    turn(
      4,
      solid(rect(194, 66, 26, 170, 3), colours.ash, { light: [-7, 0] }),
      stroke(
        'M196 82H206M196 98H202M196 114H206M196 130H202M196 146H206M196 162H202M196 178H206',
        colours.walnut,
        2,
      ),
    ) +
    turn(
      14,
      rod('M226 112V240', colours.teal, 12),
      fill(rect(217, 98, 18, 26, 3), colours.brass),
      solid('M217 100Q212 68 226 44Q240 68 235 100Z', colours.walnut, { light: [-6, 0] }),
    ) +
    fill(oval(200, 198, 78, 13), darker(cup, 0.45)) +
    solid(wall, cup, { inside: fill(rect(110, 290, 180, 60), band), light: [-30, 0] }) +
    stroke('M122 198Q200 224 278 198', lighter(cup, 0.4), 5) +
    glint('M142 226V272', 8)
  )
}

export function tapeDispenser({ body, tape }: { body: string; tape: string }): string {
  const base =
    'M48 296Q48 276 70 274L92 270Q112 292 158 292T232 262L326 236Q340 230 348 236L356 242V320Q356 332 344 332H60Q48 332 48 320Z'
  return (
    stand(202, 154) +
    solid(oval(160, 198, 92), tape, { light: [-10, -8] }) +
    fill(oval(160, 198, 66), lighter(tape, 0.45)) +
    solid(oval(160, 198, 56), colours.oak, { light: [-8, -6] }) +
    solid(oval(160, 198, 20), colours.iron, { light: [-5, -4] }) +
    stroke('M224 134L346 232', darker(tape, 0.12), 6) +
    solid(base, body, { light: [-8, -10] }) +
    fill('M338 238L341 222L347 231L352 220L358 243Z', colours.steel) +
    fill(rect(64, 324, 28, 10, 4) + rect(316, 324, 28, 10, 4), colours.ink) +
    glint('M66 290Q72 284 84 283', 6) +
    glint('M86 178Q92 150 114 136', 6)
  )
}

export function rulers({ metal }: { metal: string }): string {
  const square = 'M92 96V318H314ZM136 200V274H210Z'
  const ticks = (count: number, at: (i: number) => string) =>
    Array.from({ length: count }, (_, i) => at(i)).join('')
  return (
    `<g fill-rule="evenodd">${lie(square, 10)}${fill(square, darker(metal, 0.2))}${move(-4, -4, fill(square, metal))}</g>` +
    stroke(
      ticks(15, (i) => d`M88 ${128 + i * 12}h${i % 5 ? 8 : 15}`),
      darker(metal, 0.55),
      2.5,
    ) +
    turn(
      -45,
      lie(rect(34, 118, 316, 54, 4), 11),
      solid(rect(34, 118, 316, 54, 4), lighter(metal, 0.22), { light: [-4, -6] }),
      stroke(
        ticks(24, (i) => d`M${52 + i * 12.2} 118v${i % 5 ? 11 : 19}`),
        darker(metal, 0.55),
        2.5,
      ),
      fill(oval(330, 150, 7), darker(metal, 0.5)),
      glint('M56 156H200', 4, 0.5),
    )
  )
}
