/** Lamps that hang from the ceiling or stand on the floor. */
import { colours, darker, lighter } from '../colour.ts'
import { fill, glint, rod, solid, stand, stroke } from '../paint.ts'
import { d, oval, rect } from '../shape.ts'
import { beam, pool } from './table-lamps.ts'

const cord = (to: number) => stroke(d`M200 -4V${to}`, colours.ink, 4)

interface Pendant {
  colour: string
  shape: 'dome' | 'cone'
}

export function pendant({ colour, shape }: Pendant): string {
  const [y, r] = shape === 'dome' ? [214, 126] : [222, 92]
  const dome = d`M176 112H224C288 118 ${200 + r} 156 ${200 + r} ${y}Q200 ${y + 32} ${200 - r} ${y}C${200 - r} 156 112 118 176 112Z`
  const cone = d`M180 96H220L${200 + r} ${y}Q200 ${y + 26} ${200 - r} ${y}Z`
  return (
    beam([204 - r, y + 6], [196 + r, y + 6], [200, 348], r + 24) +
    cord(100) +
    solid(
      shape === 'dome' ? rect(180, 84, 40, 32, [10, 10, 2, 2]) : rect(184, 62, 32, 38, [8, 8, 2, 2]),
      shape === 'dome' ? darker(colour, 0.25) : colours.brass,
      { light: [-12, 0] },
    ) +
    fill(oval(200, y + 2, r - 3, r * 0.13), lighter(colours.glow, 0.4)) +
    fill(oval(200, y + 6, 26, 13), '#fffdf6') +
    solid(shape === 'dome' ? dome : cone, colour, { light: [-38, -4] }) +
    (shape === 'dome' ? glint('M98 188Q110 150 146 136', 8) : glint('M172 126L136 198', 8))
  )
}

export function globePendant({ glass, metal }: { glass: string; metal: string }): string {
  return (
    pool([200, 346], 112) +
    fill(oval(200, 202, 138), colours.glow, 0.3) +
    cord(84) +
    solid(oval(200, 202, 108), glass, { light: [-20, -14] }) +
    fill(oval(192, 210, 58), '#fffaf0', 0.7) +
    solid(rect(168, 78, 64, 30, [14, 14, 4, 4]), metal, { light: [-18, -2] }) +
    glint('M112 186Q118 150 148 130', 9, 0.9)
  )
}

export function paperLantern({ paper }: { paper: string }): string {
  const ribs = [-92, -62, -32, 0, 32, 62, 92].map((at) => {
    const half = 138 * Math.sqrt(1 - (at / 122) ** 2)
    return d`M${200 - half} ${196 + at}Q200 ${196 + at + 18} ${200 + half} ${196 + at}`
  })
  return (
    pool([200, 346], 112) +
    cord(90) +
    fill(oval(200, 196, 158, 142), colours.glow, 0.3) +
    solid(oval(200, 196, 140, 122), paper, {
      inside: fill(oval(192, 206, 84, 76), '#fff6da', 0.8) + stroke(ribs.join(''), colours.oak, 2.5, 0.5),
      light: [-26, -14],
    }) +
    solid(oval(200, 78, 34, 7), colours.walnut, { light: [-8, -2] }) +
    fill(oval(200, 316, 30, 6), lighter(colours.glow, 0.5)) +
    glint('M88 170Q98 130 130 108', 8, 0.8)
  )
}

interface FloorLamp {
  shade: string
  stem: string
  legs?: 'disc' | 'tripod'
}

export function floorLamp({ shade, stem, legs = 'disc' }: FloorLamp): string {
  const [y, r] = legs === 'disc' ? [150, 74] : [156, 92]
  const foot =
    legs === 'disc'
      ? stand(200, 58, 352) +
        rod(d`M200 ${y}V344`, stem, 8) +
        solid('M140 352Q140 338 160 338H240Q260 338 260 352Z', stem, { light: [-20, -3] })
      : stand(200, 96, 352) +
        rod('M204 200L232 350', darker(stem, 0.2), 11) +
        rod('M194 196L122 352', stem, 12) +
        rod('M206 196L284 350', stem, 12) +
        rod('M200 156V206', colours.brass, 9)
  return (
    beam([204 - r, y + 4], [196 + r, y + 4], [200, 350], r + 30) +
    foot +
    fill(oval(200, y, r - 2, r * 0.14), colours.glow) +
    solid(
      d`M${200 - r * 0.62} 42H${200 + r * 0.62}L${200 + r} ${y}Q200 ${y + r * 0.28} ${200 - r} ${y}Z`,
      shade,
      { light: [-30, 0] },
    ) +
    fill(oval(200, 42, r * 0.62, 6), lighter(shade, 0.5)) +
    glint(d`M${200 - r * 0.62 + 8} 62L${200 - r + 20} ${y - 20}`, 7)
  )
}

export function arcLamp({ shade, metal, base }: { shade: string; metal: string; base: string }): string {
  return (
    stand(106, 66, 352) +
    beam([214, 180], [350, 180], [282, 350], 92) +
    rod('M106 330V196C106 8 282 16 282 108', metal, 9) +
    solid(rect(52, 322, 108, 30, [8, 8, 5, 5]), base, { light: [-20, -5] }) +
    stroke('M64 342Q96 330 146 336', lighter(base, 0.6), 2, 0.6) +
    fill(oval(282, 178, 68, 10), lighter(colours.glow, 0.4)) +
    fill(oval(282, 182, 18, 10), '#fffdf6') +
    solid('M264 106H300Q352 116 354 178Q282 198 210 178Q212 116 264 106Z', shade, { light: [-26, -4] }) +
    fill(rect(271, 94, 22, 15, 4), metal) +
    glint('M226 160Q232 136 250 126', 7)
  )
}
