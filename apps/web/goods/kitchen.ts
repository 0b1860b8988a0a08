/** The pictures of the kitchen shelf. */
import { colours as c, grounds as g } from './colour.ts'
import { kettle, pot, saucepan, skillet } from './kinds/cookware.ts'
import { board, knife, mills } from './kinds/prep.ts'
import { bowls, cutlery, dripper, mug, teapot } from './kinds/tableware.ts'
import { picture } from './paint.ts'

export const kitchen: Record<string, () => string> = {
  'dawn-mug': () => picture(g.sand, mug({ colour: c.milk, clay: c.oak }), 1.25, [196, 256]),
  'low-latte-cup': () =>
    picture(g.mist, mug({ colour: c.teal, r: 92, h: 118, foot: 0.82, drink: '#c79a6c' }), 1.15, [206, 272]),
  'round-teapot': () => picture(g.clay, teapot({ colour: c.sage, knob: c.walnut }), 1.15, [196, 244]),
  'gooseneck-kettle': () => picture(g.oat, kettle({ colour: c.iron, handle: c.walnut }), 1.1, [190, 256]),
  'enamel-casserole': () => picture(g.butter, pot({ colour: c.persimmon, knob: c.brass }), 1.1, [200, 238]),
  'milk-pan': () => picture(g.sage, saucepan({ colour: c.cream, handle: c.oak }), 1.1, [216, 268]),
  'cast-iron-skillet': () => picture(g.stone, skillet({ colour: c.iron }), 1, [200, 200]),
  'chef-knife': () => picture(g.clay, knife({ handle: c.walnut }), 1.14, [206, 206]),
  'walnut-board': () => picture(g.oat, board({ wood: c.walnut, shape: 'long' }), 1.14, [202, 194]),
  'round-ash-board': () => picture(g.mist, board({ wood: c.ash, shape: 'round' }), 1.12, [202, 194]),
  'nesting-bowls': () =>
    picture(g.sand, bowls({ colours: [c.milk, c.blush, c.terracotta] }), 1.15, [200, 242]),
  'pepper-and-salt-mills': () => picture(g.sage, mills({ tall: c.walnut, small: c.ash }), 1.12, [210, 206]),
  'dripper-and-server': () => picture(g.stone, dripper({ cone: c.milk, handle: c.ink }), 1.1, [206, 214]),
  'spoon-and-chopsticks': () =>
    picture(g.butter, cutlery({ metal: '#d9cfb8', stick: c.walnut }), 1.14, [214, 198]),
}
