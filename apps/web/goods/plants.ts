/** The pictures of the plant shelf. */
import { colours as c, grounds as g } from './colour.ts'
import { fern, monstera, pilea, rubberTree, snakePlant } from './kinds/leaves.ts'
import { clayPots, wateringCan } from './kinds/pots.ts'
import { eucalyptus, pothos } from './kinds/stems.ts'
import { barrelCactus, columnCactus, echeveria } from './kinds/succulents.ts'
import { kumquatTree, oliveTree } from './kinds/trees.ts'
import { picture } from './paint.ts'

export const plants: Record<string, () => string> = {
  monstera: () =>
    picture(
      g.clay,
      monstera({ pot: { colour: c.milk, kind: 'smooth', r: 62 }, green: c.forest }),
      1.04,
      [200, 186],
    ),
  'column-cactus': () =>
    picture(g.butter, columnCactus({ pot: { colour: c.terracotta }, green: c.moss }), 1.05, [200, 184]),
  'barrel-cactus': () =>
    picture(
      g.mist,
      barrelCactus({ pot: { colour: c.mustard, kind: 'smooth', y: 250, r: 72 }, green: c.leaf }),
      1.15,
      [200, 216],
    ),
  'olive-tree': () =>
    picture(
      g.sand,
      oliveTree({ pot: { colour: c.slate, kind: 'smooth', r: 58 }, green: '#7d8d6c', bark: c.walnut }),
      1,
      [200, 180],
    ),
  'snake-plant': () =>
    picture(
      g.oat,
      snakePlant({
        pot: { colour: c.slate, kind: 'footed', y: 240, r: 68 },
        green: c.forest,
        edge: '#b9b878',
      }),
      1.1,
      [200, 196],
    ),
  'rubber-tree': () =>
    picture(g.sage, rubberTree({ pot: { colour: c.terracotta, r: 60 }, green: '#45604b' }), 1.08, [200, 180]),
  'hanging-pothos': () =>
    picture(g.clay, pothos({ pot: c.milk, cord: c.oak, green: c.moss }), 1.08, [200, 208]),
  'boston-fern': () =>
    picture(g.stone, fern({ pot: { colour: c.brick, y: 250, r: 62 }, green: c.moss }), 1.08, [200, 210]),
  pilea: () =>
    picture(
      g.sand,
      pilea({ pot: { colour: c.teal, kind: 'smooth', y: 250, r: 60 }, green: c.leaf }),
      1.12,
      [200, 206],
    ),
  'echeveria-bowl': () =>
    picture(g.mist, echeveria({ bowl: c.cream, tints: ['#8fa58c', '#9db0a4', '#c79a86'] }), 1.1, [200, 228]),
  'watering-can': () => picture(g.oat, wateringCan({ body: c.forest, metal: c.brass }), 1.05, [196, 216]),
  'terracotta-pots': () => picture(g.sage, clayPots({ clay: c.terracotta }), 1.06, [196, 236]),
  'kumquat-tree': () =>
    picture(
      g.stone,
      kumquatTree({
        pot: { colour: c.navy, kind: 'smooth', r: 62 },
        green: c.leaf,
        bark: c.walnut,
        fruit: '#dd8433',
      }),
      1.08,
      [200, 194],
    ),
  'eucalyptus-stems': () =>
    picture(g.butter, eucalyptus({ vase: c.blush, green: '#88a08f' }), 1.08, [200, 198]),
}
