/** The pictures of the bag shelf. */
import { colours as c, grounds as g } from './colour.ts'
import { basket, bucketBag, crescent, duffel, tote } from './kinds/carry.ts'
import { crossbody, daypack, messenger, pouch, rolltop, sleeve, wallet } from './kinds/wear.ts'
import { picture } from './paint.ts'

export const bags: Record<string, () => string> = {
  'canvas-tote': () =>
    picture(g.clay, tote({ body: c.cream, strap: c.navy, kind: 'canvas' }), 1.05, [200, 196]),
  'leather-tote': () =>
    picture(g.sage, tote({ body: c.leather, strap: c.walnut, kind: 'leather' }), 1.1, [200, 212]),
  daypack: () => picture(g.sand, daypack({ body: c.forest, pocket: c.moss, zip: c.brass }), 1.08, [200, 190]),
  'rolltop-backpack': () => picture(g.mist, rolltop({ body: c.mustard, strap: c.walnut }), 1.08, [200, 196]),
  'zip-pouch': () => picture(g.oat, pouch({ body: c.sky, zip: c.brass, tab: c.leather }), 1.08, [200, 242]),
  'crescent-bag': () => picture(g.stone, crescent({ body: c.olive, strap: '#6c6d3f' }), 1.08, [200, 194]),
  'messenger-bag': () =>
    picture(g.butter, messenger({ body: c.navy, flap: c.slate, strap: c.leather }), 1.05, [200, 200]),
  'weekend-duffel': () => picture(g.sage, duffel({ body: c.sand, strap: c.walnut }), 1.02, [200, 218]),
  'bucket-bag': () => picture(g.mist, bucketBag({ body: c.terracotta, cord: c.walnut }), 1.05, [200, 186]),
  'card-wallet': () => picture(g.clay, wallet({ body: c.forest, card: c.persimmon }), 1.1, [206, 194]),
  'felt-laptop-sleeve': () =>
    picture(g.butter, sleeve({ felt: '#7d7a74', tab: c.leather }), 1.08, [204, 196]),
  'market-basket': () => picture(g.mist, basket({ weave: c.ash, strap: c.leather }), 1.05, [200, 208]),
  'mini-crossbody': () => picture(g.oat, crossbody({ body: c.brick, strap: c.walnut }), 1.05, [200, 184]),
}
