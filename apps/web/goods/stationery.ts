/** The pictures of the stationery shelf. */
import { colours as c, grounds as g } from './colour.ts'
import { penCup, rulers, scissors, tapeDispenser } from './kinds/desk.ts'
import { calendar, letters, notebook, sketchbook } from './kinds/paper.ts'
import { ballpoint, fountainPen, inkBottle, pencils } from './kinds/writing.ts'
import { picture } from './paint.ts'

export const stationery: Record<string, () => string> = {
  'linen-notebook': () =>
    picture(g.sage, notebook({ cover: c.forest, spine: '#2f4839', strap: c.ink, ribbon: c.persimmon })),
  'pocket-notebook': () => picture(g.oat, notebook({ cover: c.terracotta, spine: c.brick, pocket: true })),
  'spiral-sketchbook': () => picture(g.sand, sketchbook({ cover: c.slate, coil: c.steel }), 1, [204, 202]),
  'fountain-pen': () => picture(g.mist, fountainPen({ body: c.navy, trim: c.brass }), 1.02, [196, 196]),
  'brass-ballpoint': () => picture(g.stone, ballpoint({ metal: c.brass }), 1.12, [200, 200]),
  'pencil-trio': () =>
    picture(g.butter, pencils({ colours: [c.forest, c.terracotta, c.navy] }), 1, [190, 208]),
  'paper-scissors': () => picture(g.clay, scissors({ handle: c.ink }), 1.05, [200, 196]),
  'ink-bottle': () => picture(g.oat, inkBottle({ ink: c.forest, cap: c.ink }), 1.05, [202, 234]),
  'pen-cup': () => picture(g.mist, penCup({ cup: c.milk, band: c.oak }), 1.12, [204, 206]),
  'desk-calendar': () => picture(g.sage, calendar({ frame: c.oak, accent: c.persimmon }), 1.08, [206, 216]),
  'tape-dispenser': () => picture(g.clay, tapeDispenser({ body: c.teal, tape: c.butter }), 0.98, [206, 222]),
  'letter-set': () => picture(g.mist, letters({ envelope: c.blush, seal: c.persimmon })),
  'ruler-set': () => picture(g.sand, rulers({ metal: c.brass })),
}
