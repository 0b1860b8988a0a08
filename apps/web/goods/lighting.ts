/** The pictures of the lighting shelf. */
import { colours as c, grounds as g } from './colour.ts'
import { arcLamp, floorLamp, globePendant, paperLantern, pendant } from './kinds/hanging-lamps.ts'
import { campLantern, deskLamp, mushroomLamp, sconce, tableLamp } from './kinds/table-lamps.ts'
import { picture } from './paint.ts'

export const lighting: Record<string, () => string> = {
  'task-desk-lamp': () => picture(g.mist, deskLamp({ colour: c.forest, joint: c.brass }), 1, [212, 202]),
  'mushroom-lamp': () => picture(g.clay, mushroomLamp({ cap: c.persimmon, stem: c.milk }), 1, [200, 214]),
  'mini-mushroom-lamp': () =>
    picture(g.sage, mushroomLamp({ cap: c.milk, stem: c.mustard, r: 96, tall: 124 }), 1.05, [200, 236]),
  'ceramic-table-lamp': () => picture(g.oat, tableLamp({ base: c.slate, shade: c.milk, band: c.sky })),
  'dome-pendant': () => picture(g.dusk, pendant({ colour: c.navy, shape: 'dome' })),
  'cone-pendant': () => picture(g.stone, pendant({ colour: c.mustard, shape: 'cone' })),
  'opal-globe-pendant': () => picture(g.mist, globePendant({ glass: '#f3ead6', metal: c.brass })),
  'paper-lantern': () => picture(g.sand, paperLantern({ paper: '#f5ead0' })),
  'linen-floor-lamp': () => picture(g.clay, floorLamp({ shade: c.cream, stem: c.ink })),
  'arc-floor-lamp': () => picture(g.stone, arcLamp({ shade: c.terracotta, metal: c.brass, base: c.iron })),
  'tripod-floor-lamp': () => picture(g.mist, floorLamp({ shade: c.blush, stem: c.oak, legs: 'tripod' })),
  'camp-lantern': () => picture(g.oat, campLantern({ metal: c.olive, glass: '#eef0e6' })),
  'half-moon-sconce': () => picture(g.dusk, sconce({ plaster: c.milk })),
}
