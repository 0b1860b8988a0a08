/** Kitchen things that go on the stove. */
import { colours, darker, lighter, mix } from '../colour.ts'
import { fill, floor, glint, lie, rod, solid, stand, stroke } from '../paint.ts'
import { d, oval, rect, turned } from '../shape.ts'

export function kettle({ colour, handle }: { colour: string; handle: string }): string {
  const body = turned(190, [
    [212, 52, 'corner'],
    [222, 60],
    [306, 88],
    [floor - 8, 88],
    [floor, 76],
  ])
  const lid = turned(
    190,
    [
      [192, 14],
      [198, 40],
      [213, 54, 'corner'],
    ],
    0.2,
  )
  return (
    stand(196, 98) +
    rod('M112 298C54 292 106 190 58 178Q48 176 42 184', colour, 15) +
    solid(body, colour, { light: [-34, -4] }) +
    solid(lid, lighter(colour, 0.1)) +
    solid(oval(190, 184, 14, 12), handle, { light: [-6, -4] }) +
    rod('M238 222C262 196 292 188 306 190', colours.steel, 9) +
    rod('M304 190C334 196 334 250 316 290', handle, 19) +
    glint('M140 238L124 290', 8)
  )
}

export function pot({ colour, knob }: { colour: string; knob: string }): string {
  const body = d`M94 216H306V296Q306 ${floor} 270 ${floor}H130Q94 ${floor} 94 296Z`
  const ears = 'M96 240H74Q58 240 58 254T74 268H96M304 240H326Q342 240 342 254T326 268H304'
  return (
    stand(200, 116) +
    rod(ears, darker(colour, 0.12), 13) +
    solid(body, colour, { light: [-38, -6] }) +
    solid('M96 206C100 150 300 150 304 206Z', colour, { light: [-34, -2] }) +
    solid(rect(84, 202, 232, 17, 8), lighter(colour, 0.12), { light: [-20, -3] }) +
    fill(rect(192, 146, 16, 20), darker(knob, 0.2)) +
    solid(rect(176, 132, 48, 20, 10), knob, { light: [-10, -3] }) +
    glint('M116 242V288', 8) +
    glint('M124 188Q134 174 156 168', 6)
  )
}

export function saucepan({ colour, handle }: { colour: string; handle: string }): string {
  const body = d`M62 226H234V306Q234 ${floor} 206 ${floor}H90Q62 ${floor} 62 306Z`
  return (
    stand(152, 92) +
    solid('M226 232L370 204Q380 204 380 214T372 226L228 254Z', handle, { light: [-3, -7] }) +
    fill(oval(360, 215, 6, 4), darker(handle, 0.5)) +
    solid(body, colour, { light: [-34, -6] }) +
    fill('M50 216L84 212V230H64Z', lighter(colour, 0.35)) +
    fill(oval(148, 224, 88, 15), lighter(colour, 0.35)) +
    fill(oval(148, 226, 80, 11), mix(colours.milk, colours.shadow, 0.28)) +
    fill(oval(148, 230, 68, 7), colours.milk) +
    glint('M84 254V292', 8)
  )
}

export function skillet({ colour }: { colour: string }): string {
  const pan = oval(166, 230, 112, 112)
  const grip = 'M224 182L236 150L322 60Q336 50 348 62T350 88L262 174Z'
  return (
    lie(pan, 10) +
    lie(grip, 10) +
    solid(grip, colour, { light: [-7, -7] }) +
    fill(oval(333, 76, 8, 8), darker(colour, 0.5)) +
    fill(oval(92, 156, 20) + oval(240, 304, 20), lighter(colour, 0.14)) +
    solid(pan, lighter(colour, 0.14), { light: [-6, -6] }) +
    fill(oval(166, 230, 97), darker(colour, 0.3)) +
    fill(oval(169, 234, 91), mix(colour, colours.shadow, 0.08)) +
    stroke('M92 214Q104 166 150 154', '#fff', 7, 0.28)
  )
}
