/** Bags worn on the back or across, and small things that go inside. */
import { colours, darker, lighter } from '../colour.ts'
import { dashed, fill, glint, lie, rod, solid, stand, stroke, turn } from '../paint.ts'
import { oval, rect } from '../shape.ts'

export function daypack({ body, pocket, zip }: { body: string; pocket: string; zip: string }): string {
  return (
    stand(200, 98) +
    rod('M104 176C80 190 82 280 96 314M296 176C320 190 318 280 304 314', darker(body, 0.35), 18) +
    rod('M172 72C172 36 228 36 228 72', darker(body, 0.3), 11) +
    solid('M100 168C100 96 140 62 200 62S300 96 300 168V304Q300 332 272 332H128Q100 332 100 304Z', body, {
      light: [-24, -8],
    }) +
    stroke('M122 178C122 118 152 92 200 92S278 118 278 178', darker(body, 0.35), 4) +
    rod('M278 178V196', zip, 6) +
    solid('M116 226Q116 208 134 208H266Q284 208 284 226V300Q284 320 264 320H136Q116 320 116 300Z', pocket, {
      light: [-20, -6],
    }) +
    stroke('M132 230H268', darker(pocket, 0.4), 4) +
    rod('M256 230V248', zip, 6) +
    fill(rect(180, 132, 40, 28, 4), colours.leather) +
    glint('M120 150Q126 112 156 92', 7, 0.4)
  )
}

export function rolltop({ body, strap }: { body: string; strap: string }): string {
  return (
    stand(200, 96) +
    rod('M102 176C80 190 82 280 96 314M298 176C320 190 318 280 304 314', darker(body, 0.4), 18) +
    solid('M106 130H294L302 304Q302 332 274 332H126Q98 332 98 304Z', body, {
      inside: fill(rect(80, 286, 240, 60), darker(body, 0.2)),
      light: [-24, -4],
    }) +
    solid(rect(96, 66, 208, 38, 19), darker(body, 0.08), { light: [-14, -6] }) +
    solid(rect(102, 96, 196, 40, [10, 10, 16, 16]), lighter(body, 0.08), { light: [-16, -6] }) +
    stroke('M118 85H282', darker(body, 0.35), 3, 0.6) +
    solid(rect(122, 204, 156, 96, 10), lighter(body, 0.08), { light: [-14, -6] }) +
    stroke('M122 226H278', darker(body, 0.4), 4) +
    solid(rect(190, 60, 20, 150, 4), strap, { light: [-6, -2] }) +
    solid(rect(180, 164, 40, 30, 6), colours.brass, { light: [-6, -4] }) +
    fill(rect(189, 172, 22, 14, 3), strap) +
    glint('M116 156L113 196', 7, 0.35)
  )
}

export function pouch({ body, zip, tab }: { body: string; zip: string; tab: string }): string {
  return (
    stand(200, 132) +
    solid('M70 176Q70 160 86 160H314Q330 160 330 176L338 296Q340 326 310 326H90Q60 326 62 296Z', body, {
      inside: fill('M50 256H350V340H50Z', darker(body, 0.18)),
      light: [-22, -8],
    }) +
    fill(rect(76, 168, 248, 18, 4), darker(body, 0.35)) +
    dashed('M86 177H314', zip, 5, '5 4') +
    solid(rect(286, 166, 24, 22, 5), zip, { light: [-5, -4] }) +
    solid('M292 184H304L310 236Q298 248 286 236Z', tab, { light: [-6, -2] }) +
    glint('M84 206L82 236', 7, 0.4)
  )
}

export function messenger({ body, flap, strap }: { body: string; flap: string; strap: string }): string {
  const tab = (x: number) =>
    solid(rect(x, 234, 24, 74, 5), strap, { light: [-7, -3] }) +
    solid(rect(x - 5, 272, 34, 20, 4), colours.brass, { light: [-5, -4] })
  return (
    stand(200, 128) +
    rod('M78 190C66 20 334 20 322 190', strap, 16) +
    solid('M70 170H330V302Q330 332 300 332H100Q70 332 70 302Z', body, { light: [-22, -6] }) +
    solid('M64 164Q64 152 76 152H324Q336 152 336 164V256Q336 282 308 282H92Q64 282 64 256Z', flap, {
      light: [-22, -10],
    }) +
    stroke('M78 252Q78 268 96 268H304Q322 268 322 252', darker(flap, 0.35), 2.5, 0.6) +
    tab(118) +
    tab(258) +
    glint('M84 178V222', 7, 0.4)
  )
}

export function crossbody({ body, strap }: { body: string; strap: string }): string {
  return (
    stand(200, 86) +
    rod('M122 176C60 60 150 24 200 40S344 50 278 176', strap, 10) +
    solid('M112 166Q112 146 132 146H268Q288 146 288 166V304Q288 332 260 332H140Q112 332 112 304Z', body, {
      light: [-22, -8],
    }) +
    stroke('M130 176H270', darker(body, 0.45), 5) +
    rod('M138 176V198', colours.brass, 7) +
    solid(rect(128, 216, 144, 98, 12), lighter(body, 0.12), { light: [-16, -7] }) +
    fill(oval(200, 240, 8), colours.brass) +
    fill(rect(104, 158, 20, 26, 5) + rect(276, 158, 20, 26, 5), colours.brass) +
    glint('M142 238V278', 7, 0.35)
  )
}

export function wallet({ body, card }: { body: string; card: string }): string {
  const outer = rect(88, 128, 224, 164, 14)
  return turn(
    -10,
    lie(outer, 12),
    solid(rect(116, 82, 168, 90, 10), card, { light: [-5, -5] }),
    fill(rect(130, 98, 32, 22, 4), colours.brass),
    solid(rect(102, 104, 196, 90, 10), colours.milk, { light: [-5, -5] }),
    fill(rect(102, 114, 196, 13), colours.sand),
    solid(outer, body, { light: [-9, -9] }),
    stroke(
      'M98 216V142Q98 138 102 138H150Q152 168 200 168T250 138H298Q302 138 302 142V278Q302 282 298 282H102Q98 282 98 278Z',
      lighter(body, 0.35),
      2.5,
      0.7,
    ),
    fill('M148 128H252Q250 158 200 158T148 128Z', colours.sand),
    fill(rect(254, 250, 30, 14, 3), darker(body, 0.3)),
    glint('M106 246V272', 5, 0.4),
  )
}

export function sleeve({ felt, tab }: { felt: string; tab: string }): string {
  const outer = rect(72, 108, 256, 196, 14)
  return turn(
    -8,
    lie(outer, 12),
    solid(rect(88, 78, 224, 150, 12), '#c6c9c6', { light: [-5, -5] }),
    glint('M104 90H170', 4, 0.7),
    solid(outer, felt, { light: [-10, -10] }),
    stroke('M84 120V282Q84 292 94 292H306Q316 292 316 282V120', lighter(felt, 0.35), 2.5, 0.7),
    solid('M172 84Q172 76 180 76H220Q228 76 228 84V176Q228 204 200 204T172 176Z', tab, { light: [-7, -7] }),
    fill(oval(200, 178, 9), colours.brass),
  )
}
