/** Bags held by the hand or worn over one shoulder. */
import { colours, darker, lighter } from '../colour.ts'
import { fill, floor, glint, rod, solid, stand, stroke } from '../paint.ts'
import { d, oval, rect } from '../shape.ts'

interface Tote {
  body: string
  strap: string
  /** Leather has short handles and seams; canvas long ones and a patch. */
  kind: 'canvas' | 'leather'
}

export function tote({ body, strap, kind }: Tote): string {
  const [top, loop] = kind === 'canvas' ? [158, 30] : [172, 78]
  const handle = (dx: number, dy: number) =>
    d`M${140 + dx} ${top + 46}V${top - 10}C${140 + dx} ${loop + dy} ${260 + dx} ${loop + dy} ${260 + dx} ${top - 10}V${top + 46}`
  const bag = d`M84 ${top}H316L302 316Q301 ${floor} 286 ${floor}H114Q99 ${floor} 98 316Z`
  const trim =
    kind === 'canvas'
      ? fill(rect(172, 236, 56, 34, 4), colours.milk) + stroke('M184 248H216M184 258H204', colours.sand, 4)
      : stroke(d`M112 ${top + 14}L124 320M288 ${top + 14}L276 320`, darker(body, 0.3), 3, 0.7) +
        fill(oval(200, top + 26, 7), colours.brass)
  return (
    stand(200, 106) +
    rod(handle(10, 10), darker(strap, 0.22), 12) +
    fill(d`M88 ${top}Q200 ${top - 16} 312 ${top}V${top + 6}H88Z`, darker(body, 0.4)) +
    solid(bag, body, {
      inside: kind === 'canvas' ? fill('M80 292H320V340H80Z', darker(body, 0.16)) : '',
      light: [-22, -5],
    }) +
    stroke(d`M92 ${top + 14}H308`, darker(body, 0.3), 2.5, 0.6) +
    rod(handle(0, 0), strap, 13) +
    trim +
    glint(d`M108 ${top + 34}L114 ${top + 92}`, 7, 0.35)
  )
}

export function crescent({ body, strap }: { body: string; strap: string }): string {
  return (
    stand(200, 96) +
    rod('M88 214C96 -6 304 -6 312 214', strap, 15) +
    fill(rect(78, 196, 22, 18, 4) + rect(300, 196, 22, 18, 4), colours.brass) +
    solid(
      'M68 214C60 196 84 190 100 200Q200 246 300 200C316 190 340 196 332 214C330 284 280 330 200 330S70 284 68 214Z',
      body,
      { light: [-22, -12] },
    ) +
    stroke('M92 214Q200 262 308 214', darker(body, 0.4), 5) +
    rod('M108 222V248', colours.brass, 7) +
    glint('M92 246Q102 276 124 294', 7, 0.4)
  )
}

export function bucketBag({ body, cord }: { body: string; cord: string }): string {
  return (
    stand(200, 92) +
    rod('M112 176C104 -10 296 -10 288 176', cord, 11) +
    fill(
      'M106 150Q126 128 150 142Q176 122 200 138Q226 122 250 142Q274 128 294 150L288 190H112Z',
      darker(body, 0.32),
    ) +
    solid(
      'M104 156Q128 138 150 154Q176 136 200 152Q226 136 250 154Q274 138 296 156L300 306Q300 332 274 332H126Q100 332 100 306Z',
      body,
      { inside: fill(rect(90, 300, 220, 40), darker(body, 0.16)), light: [-26, -4] },
    ) +
    stroke(
      'M126 158L130 206M150 156L152 212M176 150L177 206M224 150L223 206M250 156L248 212M274 158L270 206',
      darker(body, 0.35),
      3,
      0.45,
    ) +
    rod('M102 188Q200 212 298 188', cord, 7) +
    rod('M196 202Q180 236 186 262M204 202Q222 232 216 256', cord, 6) +
    fill(oval(186, 268, 8) + oval(216, 262, 8), colours.brass) +
    glint('M118 224V276', 7, 0.4)
  )
}

export function basket({ weave, strap }: { weave: string; strap: string }): string {
  const rows = Array.from({ length: 8 }, (_, i) => d`M70 ${196 + i * 18}H330`).join('')
  const reeds = Array.from({ length: 14 }, (_, i) => d`M${82 + i * 18} 176L${100 + i * 15.4} 336`).join('')
  return (
    stand(200, 104) +
    rod('M140 190C136 44 264 44 260 190', darker(strap, 0.25), 12) +
    solid('M66 182H334L306 316Q304 332 288 332H112Q96 332 94 316Z', weave, {
      inside: stroke(rows, darker(weave, 0.45), 3, 0.55) + stroke(reeds, lighter(weave, 0.4), 4, 0.6),
      light: [-26, -5],
    }) +
    solid(rect(58, 170, 284, 22, 11), lighter(weave, 0.15), { light: [-20, -4] }) +
    rod('M128 236V150C128 66 272 66 272 150V236', strap, 13) +
    fill(oval(128, 236, 4) + oval(272, 236, 4), colours.brass)
  )
}

export function duffel({ body, strap }: { body: string; strap: string }): string {
  return (
    stand(200, 144) +
    rod('M62 226C40 120 120 96 200 96S360 120 338 226', darker(strap, 0.25), 9) +
    solid('M84 178H316Q360 178 360 226V286Q360 332 314 332H86Q40 332 40 286V226Q40 178 84 178Z', body, {
      inside: fill('M40 178H92V340H30ZM308 170H370V340H308Z', strap),
      light: [-18, -10],
    }) +
    stroke('M100 196H300', darker(body, 0.45), 5) +
    rod('M286 196H304', colours.brass, 8) +
    rod('M142 332V204C142 92 258 92 258 204V332', strap, 14) +
    solid(rect(178, 108, 44, 26, 10), darker(strap, 0.2), { light: [-6, -5] }) +
    fill(oval(142, 232, 5) + oval(258, 232, 5) + oval(66, 236, 6) + oval(334, 236, 6), colours.brass) +
    glint('M110 220V262', 7, 0.4)
  )
}
