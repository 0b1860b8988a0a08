/** Kitchen things that cut and grind. */
import { colours, darker } from '../colour.ts'
import { fill, floor, glint, lie, solid, stand, stroke, turn } from '../paint.ts'
import { d, oval, rect, turned } from '../shape.ts'

export function knife({ handle }: { handle: string }): string {
  const blade = 'M38 212C70 184 108 176 236 176V232C150 234 80 234 38 212Z'
  const grip = 'M250 176H346Q368 180 364 204Q362 222 344 218L300 212H250Z'
  return turn(
    -32,
    lie(
      'M38 212C70 184 108 176 346 176Q368 180 364 204Q362 222 344 218L240 214V232C150 234 80 234 38 212Z',
      9,
    ),
    solid(blade, '#d5d7d3', { light: [0, -20] }),
    fill('M38 212C80 234 150 234 236 232V222C150 226 84 226 38 212Z', '#f2f3ef'),
    solid(rect(234, 175, 18, 40, 2), colours.steel, { light: [-3, -10] }),
    solid(grip, handle, { light: [-4, -12] }),
    fill(oval(272, 195, 5) + oval(304, 196, 5) + oval(336, 199, 5), colours.brass),
    glint('M96 192Q140 184 206 184', 4, 0.8),
  )
}

interface Board {
  wood: string
  shape: 'long' | 'round'
}

export function board({ wood, shape }: Board): string {
  const long =
    'M118 138Q118 122 134 122H164Q176 122 176 108V72Q176 52 200 52T224 72V108Q224 122 236 122H266Q282 122 282 138V316Q282 332 266 332H134Q118 332 118 316Z'
  const round = 'M180 118V72Q180 52 200 52T220 72V118A108 108 0 1 1 180 118Z'
  const outline = shape === 'long' ? long : round
  const grain =
    'M146 100V340M166 100C160 200 176 260 164 340M192 110C204 190 186 250 198 340M222 100C214 220 232 260 224 340M250 100C256 200 244 280 254 340M118 100C112 200 124 260 118 340M282 120C276 200 290 260 282 340'
  return (
    stand(204, shape === 'long' ? 84 : 66) +
    solid(outline, wood, { inside: stroke(grain, darker(wood, 0.35), 2.5, 0.35), light: [-11, -6] }) +
    fill(oval(200, 78, 9, 9), darker(wood, 0.55)) +
    (shape === 'long' ? glint('M131 146V236', 4, 0.35) : glint('M108 196Q118 164 146 144', 4, 0.35))
  )
}

export function mills({ tall, small }: { tall: string; small: string }): string {
  const mill = (cx: number, top: number, colour: string, r: number) => {
    const h = floor - top
    const at = (share: number) => top + h * share
    const head = turned(cx, [
      [at(0.08), r * 0.4],
      [at(0.2), r * 0.96],
      [at(0.34), r * 0.6],
    ])
    const body = turned(cx, [
      [at(0.37), r * 0.6, 'corner'],
      [at(0.55), r * 0.68],
      [floor, r * 1.02, 'corner'],
    ])
    return (
      fill(oval(cx, at(0.05), r * 0.3), colours.brass) +
      solid(body, colour, { light: [-r * 0.5, -3] }) +
      fill(rect(cx - r * 0.66, at(0.335), r * 1.32, h * 0.04, 2), colours.brass) +
      solid(head, colour, { light: [-r * 0.5, -3] }) +
      glint(d`M${cx - r * 0.6} ${at(0.2)}V${at(0.25)}`, 6, 0.45) +
      glint(d`M${cx - r * 0.52} ${at(0.84)}V${at(0.93)}`, 6, 0.35)
    )
  }
  return stand(162, 50) + stand(266, 44) + mill(162, 84, tall, 46) + mill(266, 166, small, 40)
}
