/** Audio worn on the ear or carried along. */
import { colours, darker, lighter } from '../colour.ts'
import { dashed, fill, floor, glint, lie, rod, solid, stand, stroke, turn } from '../paint.ts'
import { d, oval, rect } from '../shape.ts'

export function overEar({
  shell,
  cushion,
  metal,
}: {
  shell: string
  cushion: string
  metal: string
}): string {
  const cup = (side: 1 | -1) => {
    const x = 200 + side * 104
    return (
      rod(d`M${200 + side * 116} 176V214`, metal, 10) +
      solid(rect(x - side * 26 - 22, 196, 44, 116, 22), cushion, { light: [-10, -5] }) +
      solid(side < 0 ? 'M96 196Q50 204 50 254T96 312Z' : 'M304 196Q350 204 350 254T304 312Z', shell, {
        light: [-13, -7],
      })
    )
  }
  return (
    stand(200, 128, 314) +
    rod('M84 190C84 20 316 20 316 190', shell, 22) +
    stroke('M116 118Q144 72 200 70T284 118', cushion, 14) +
    cup(-1) +
    cup(1) +
    glint('M66 238Q70 220 82 212', 7) +
    glint('M120 88Q146 62 178 56', 5, 0.4)
  )
}

export function onEar({ foam, band }: { foam: string; band: string }): string {
  const pad = (x: number) =>
    solid(oval(x, 268, 54, 60), foam, { light: [-14, -8] }) +
    solid(oval(x, 268, 30, 34), darker(foam, 0.35), { light: [-7, -5] }) +
    fill(oval(x - 3, 264, 9), band)
  return (
    stand(200, 128) +
    rod('M304 330C330 360 250 374 226 356', colours.ink, 5) +
    rod('M96 262C70 28 330 28 304 262', band, 9) +
    fill(rect(82, 194, 18, 34, 5) + rect(300, 194, 18, 34, 5), colours.ink) +
    pad(98) +
    pad(302) +
    glint('M58 252Q62 232 76 222', 6, 0.45)
  )
}

export function earbuds({ shell, dot }: { shell: string; dot: string }): string {
  const bud = (x: number, side: 1 | -1) =>
    solid(oval(x + side * 24, 164, 15, 20), colours.iron, { light: [-4, -4] }) +
    solid(
      d`M${x - side * 22} 250V166Q${x - side * 22} 132 ${x + side * 6} 134T${x + side * 24} 168Q${x + side * 20} 186 ${x - side * 2} 188V250Z`,
      shell,
      { light: [-8, -4] },
    )
  return (
    stand(200, 110) +
    solid('M92 236V150Q92 72 200 72T308 150V236Z', darker(shell, 0.08), { light: [-20, -8] }) +
    fill('M112 236V154Q112 94 200 94T288 154V236Z', darker(shell, 0.5)) +
    bud(152, 1) +
    bud(248, -1) +
    solid('M84 232Q84 224 92 224H308Q316 224 316 232V262Q316 332 246 332H154Q84 332 84 262Z', shell, {
      light: [-24, -10],
    }) +
    stroke('M88 236H312', darker(shell, 0.3), 3, 0.6) +
    fill(oval(200, 274, 6), dot) +
    glint('M106 254Q106 286 126 304', 7, 0.8)
  )
}

export function travelSpeaker({ fabric, cap, loop }: { fabric: string; cap: string; loop: string }): string {
  const rows = Array.from({ length: 13 }, (_, i) => d`M${128 + (i % 2) * 5} ${122 + i * 14}H274`).join('')
  const mesh = dashed(rows, darker(fabric, 0.45), 4, '0 10', 0.55)
  return (
    stand(200, 86) +
    rod('M274 112C322 116 324 178 282 186', loop, 10) +
    solid(d`M122 96H278V306Q278 ${floor} 250 ${floor}H150Q122 ${floor} 122 306Z`, fabric, {
      inside: mesh,
      light: [-36, 0],
    }) +
    solid('M122 300H278V310Q278 332 250 332H150Q122 332 122 310Z', cap, { light: [-30, 0] }) +
    solid(rect(116, 76, 168, 36, 16), cap, { light: [-26, -3] }) +
    fill(oval(200, 78, 66, 9), lighter(cap, 0.18)) +
    stroke('M182 78H196M189 74V82M206 78H220', colours.milk, 3, 0.8) +
    glint('M142 128V196', 8, 0.4)
  )
}

export function cassettePlayer({ body, accent }: { body: string; accent: string }): string {
  const outer = rect(86, 84, 228, 250, 16)
  const reel = (x: number) =>
    fill(oval(x, 224, 27), colours.milk) +
    fill(oval(x, 224, 12), colours.ink) +
    stroke(d`M${x} 200V206M${x} 242V248M${x - 24} 224H${x - 18}M${x + 18} 224H${x + 24}`, colours.ink, 4)
  const key = (x: number) => rect(x, 70, 44, 26, [7, 7, 2, 2])
  return turn(
    6,
    lie(outer, 12),
    fill(key(98) + key(148) + key(198), colours.milk) + fill(key(248), accent),
    solid(outer, body, { light: [-9, -9] }),
    solid(rect(112, 150, 176, 140, 10), darker(body, 0.4), { light: [-4, -4] }),
    solid(rect(124, 164, 152, 112, 6), colours.butter, { light: [-5, -5] }),
    fill(rect(138, 176, 124, 16, 3), colours.milk),
    fill(rect(140, 196, 120, 58, 28), colours.iron),
    reel(168) + reel(232),
    stroke('M112 118H170M112 130H150', lighter(body, 0.5), 4),
    fill(oval(278, 122, 7), accent),
    glint('M98 110V180', 5, 0.45),
  )
}

export function earphones({ cord, shell }: { cord: string; shell: string }): string {
  const bud = (x: number, side: 1 | -1) =>
    lie(oval(x, 104, 30, 26), 7) +
    rod(d`M${x} 108L${x - side * 6} 168`, shell, 15) +
    solid(oval(x, 102, 30, 27), shell, { light: [-8, -6] }) +
    fill(oval(x + side * 26, 96, 14, 19), colours.iron)
  return (
    rod('M136 168C140 226 198 196 200 246', cord, 6) +
    rod('M264 168C260 226 202 196 200 246', cord, 6) +
    fill(rect(190, 236, 20, 30, 8), shell) +
    rod('M200 266C200 340 82 340 84 288S178 252 212 296S300 352 322 300', cord, 7) +
    solid(rect(310, 262, 26, 42, 7), shell, { light: [-7, -4] }) +
    fill(rect(315, 240, 16, 24, 5), colours.steel) +
    bud(130, 1) +
    bud(270, -1) +
    glint('M112 96Q116 86 126 84', 5, 0.8)
  )
}
