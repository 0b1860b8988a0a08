/** What writes, and what it writes with. */
import { colours, darker, lighter } from '../colour.ts'
import { fill, floor, glint, lie, move, rod, solid, stand, stroke, turn } from '../paint.ts'
import { d, oval, rect } from '../shape.ts'

export function fountainPen({ body, trim }: { body: string; trim: string }): string {
  const nib = 'M112 210L60 217Q52 219 60 221L112 232Z'
  const cap = rect(150, 98, 178, 44, [8, 22, 22, 8])
  return turn(
    -38,
    lie(rect(112, 198, 236, 44, 20), 10) + lie(cap, 10) + lie(nib, 7),
    solid(nib, colours.brass, { light: [0, -8] }),
    stroke('M64 219H96', colours.ink, 2) + fill(oval(98, 220, 4), colours.ink),
    solid('M110 204L152 197V243L110 236Z', colours.ink, { light: [0, -16] }),
    solid(rect(150, 196, 200, 48, [4, 22, 22, 4]), body, { light: [-4, -17] }),
    fill(rect(150, 196, 12, 48), trim) + fill(rect(318, 197, 7, 46), trim),
    solid(cap, body, { light: [-4, -15] }),
    fill(rect(154, 98, 15, 44), trim),
    rod('M178 120H296', trim, 9),
    glint('M180 207H296', 5) + glint('M186 107H290', 4),
  )
}

export function ballpoint({ metal }: { metal: string }): string {
  const body = rect(98, 178, 230, 46, [10, 8, 8, 10])
  return turn(
    -38,
    lie('M46 197L100 178H350V224H100L46 205Z', 10),
    solid('M46 198L98 179V223L46 204Q40 201 46 198Z', darker(metal, 0.1), { light: [0, -14] }),
    solid(rect(324, 190, 34, 22, 6), darker(metal, 0.14), { light: [-2, -8] }),
    solid(body, metal, { light: [-4, -16] }),
    stroke('M108 180V222M118 179V223M128 178V224M138 178V224M148 178V224', darker(metal, 0.4), 3, 0.5),
    fill(rect(222, 178, 6, 46), darker(metal, 0.3)),
    rod('M318 202H246', lighter(metal, 0.25), 11),
    glint('M162 189H212M236 188H308', 5, 0.6),
  )
}

export function pencils({ colours: set }: { colours: readonly string[] }): string {
  const pencil = (colour: string, y: number, dx: number) =>
    move(
      dx,
      y,
      lie('M40 22L86 0H330Q338 0 338 8V36Q338 44 330 44H86Z', 8),
      solid('M44 22L88 0V44Z', colours.ash, { light: [0, -15] }),
      fill('M40 22L58 13V31Z', colours.ink),
      fill('M86 0H318V15H86Q80 7 86 0Z', lighter(colour, 0.22)),
      fill('M84 15H318V30H84Q78 22 84 15Z', colour),
      fill('M86 30H318V44H86Q80 37 86 30Z', darker(colour, 0.22)),
      fill(rect(306, 0, 10, 44), colours.brass),
      fill(rect(316, 0, 18, 44, [0, 8, 8, 0]), darker(colour, 0.4)),
    )
  return turn(-40, set.map((colour, i) => pencil(colour, 104 + i * 70, 14 - (i % 2) * 26)).join(''))
}

export function inkBottle({ ink, cap }: { ink: string; cap: string }): string {
  const glass = d`M150 190H250V206Q318 214 318 260V304Q318 ${floor} 288 ${floor}H112Q82 ${floor} 82 304V260Q82 214 150 206Z`
  const well = fill('M70 246Q200 260 330 246V340H70Z', ink) + fill(oval(200, 247, 122, 8), lighter(ink, 0.2))
  return (
    stand(200, 122) +
    solid(glass, '#e8ebe6', { inside: well, light: [-26, -6] }) +
    fill(rect(142, 196, 116, 12, 6), '#f6f7f2') +
    solid(rect(138, 132, 124, 62, [12, 12, 6, 6]), cap, { light: [-22, -3] }) +
    stroke(
      'M152 150V184M168 150V184M184 150V184M200 150V184M216 150V184M232 150V184M248 150V184',
      colours.shadow,
      3,
      0.25,
    ) +
    fill(rect(150, 262, 100, 46, 4), colours.milk) +
    fill(rect(164, 276, 18, 18, 9), ink) +
    stroke('M192 280H236M192 292H222', colours.sand, 4) +
    glint('M100 262V300', 7, 0.7)
  )
}
