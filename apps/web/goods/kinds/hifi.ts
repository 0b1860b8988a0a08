/** What a record needs. */
import { colours, darker } from '../colour.ts'
import { fill, glint, lie, placed, rod, solid, stand, stroke } from '../paint.ts'
import { d, oval, rect } from '../shape.ts'

/** A round control whose line points to where it is set. */
export const knob = (x: number, y: number, r: number, colour: string) =>
  solid(oval(x, y, r), colour, { light: [-r * 0.35, -r * 0.25] }) +
  stroke(d`M${x} ${y - 2}L${x + r * 0.4} ${y - r * 0.66}`, colours.ink, 3)

export function speakers({ wood, cone }: { wood: string; cone: string }): string {
  const box =
    solid(rect(0, 0, 136, 228, 8), wood, { light: [-16, -5] }) +
    fill(rect(12, 12, 104, 204, 5), colours.iron) +
    solid(oval(64, 58, 24), darker(colours.iron, 0.4), { light: [-6, -5] }) +
    fill(oval(64, 58, 9), cone) +
    solid(oval(64, 148, 46), darker(colours.iron, 0.4), { light: [-9, -7] }) +
    fill(oval(64, 148, 35), cone) +
    solid(oval(64, 148, 15), darker(cone, 0.25), { light: [-5, -4] }) +
    glint('M5 22V110', 4, 0.5)
  const places = [
    [222, 116, 0, 0.85],
    [48, 104, 0, 1],
  ] as const
  return stand(278, 62, 310) + stand(126, 76) + placed(box, places)
}

export function turntable({ wood, label }: { wood: string; label: string }): string {
  const plinth = rect(42, 76, 316, 256, 14)
  return (
    lie(plinth, 13) +
    solid(plinth, wood, { light: [-10, -10] }) +
    fill(oval(172, 204, 114), colours.steel) +
    solid(oval(172, 204, 108), colours.ink, { light: [-5, -5] }) +
    stroke(oval(172, 204, 92) + oval(172, 204, 76) + oval(172, 204, 60), '#fff', 1.5, 0.16) +
    fill('M172 204L92 140A102 102 0 0 1 132 110Z', '#fff', 0.14) +
    fill('M172 204L252 268A102 102 0 0 1 212 298Z', '#fff', 0.1) +
    fill(oval(172, 204, 38), label) +
    stroke(oval(172, 204, 28), colours.milk, 2, 0.6) +
    fill(oval(172, 204, 5), colours.milk) +
    solid(oval(318, 124, 24), colours.iron, { light: [-6, -5] }) +
    rod('M318 124V218L256 268', colours.steel, 8) +
    solid('M262 254L240 274L252 288L274 270Z', colours.ink, { light: [-4, -3] }) +
    fill(oval(318, 124, 8), colours.steel) +
    knob(320, 296, 14, colours.brass) +
    glint('M58 92H128', 5, 0.4)
  )
}

export function amplifier({ face, wood }: { face: string; wood: string }): string {
  const meter = (x: number, tip: number) =>
    fill(rect(x, 190, 76, 56, 5), colours.glow) +
    stroke(d`M${x + 12} 218Q${x + 38} 188 ${x + 64} 218`, colours.iron, 3) +
    stroke(d`M${x + 38} 240L${x + tip} 206`, colours.persimmon, 3)
  return (
    stand(200, 152) +
    fill(rect(70, 318, 44, 16, 5) + rect(286, 318, 44, 16, 5), colours.ink) +
    solid(rect(36, 144, 328, 180, 12), wood, { light: [-13, -8] }) +
    solid(rect(54, 162, 288, 146, 6), face, { light: [-6, -5] }) +
    meter(74, 26) +
    meter(160, 54) +
    knob(292, 220, 32, colours.milk) +
    fill(oval(92, 278, 12) + oval(134, 278, 12) + oval(176, 278, 12), colours.iron) +
    stroke('M92 278V270M134 278L140 272M176 278L170 272', colours.milk, 3) +
    fill(rect(216, 270, 30, 16, 8), darker(face, 0.4)) +
    fill(oval(238, 278, 6), colours.glow) +
    stroke('M270 280H314', darker(face, 0.4), 5) +
    glint('M58 152H126', 4, 0.5)
  )
}

export function recordCrate({ wood, sleeves }: { wood: string; sleeves: readonly string[] }): string {
  const records = sleeves
    .map((colour, i) => solid(rect(86 + i * 6, 92 + i * 13, 216, 190, 3), colour, { light: [-5, -5] }))
    .join('')
  const front = sleeves.length - 1
  return (
    stand(200, 136) +
    fill('M66 180H334V300H66Z', darker(wood, 0.45)) +
    records +
    fill(oval(194 + front * 6, 176 + front * 13, 44), colours.butter) +
    fill(rect(86 + front * 6, 226, 216, 10), colours.milk, 0.6) +
    solid('M58 176H84V332H58ZM316 176H342V332H316Z', wood, { light: [-8, -4] }) +
    solid(rect(52, 232, 296, 44, 4), wood, { light: [-8, -7] }) +
    solid(rect(52, 286, 296, 46, 4), wood, { light: [-8, -7] }) +
    stroke('M96 254H172M226 262H310M110 306H214M250 314H304', darker(wood, 0.35), 2.5, 0.5) +
    fill(oval(70, 254, 4) + oval(330, 254, 4) + oval(70, 308, 4) + oval(330, 308, 4), darker(wood, 0.5)) +
    glint('M64 240H116', 4, 0.5)
  )
}
