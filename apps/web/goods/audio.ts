/** The pictures of the audio shelf. */
import { colours as c, grounds as g } from './colour.ts'
import { amplifier, recordCrate, speakers, turntable } from './kinds/hifi.ts'
import { cassettePlayer, earbuds, earphones, onEar, overEar, travelSpeaker } from './kinds/listen.ts'
import { microphone, radio, soundbar } from './kinds/tabletop.ts'
import { picture } from './paint.ts'

export const audio: Record<string, () => string> = {
  'over-ear-headphones': () =>
    picture(g.sand, overEar({ shell: c.milk, cushion: c.walnut, metal: c.brass }), 1.05, [200, 196]),
  'light-headphones': () => picture(g.mist, onEar({ foam: c.terracotta, band: c.steel }), 1, [200, 212]),
  'wireless-earbuds': () => picture(g.sage, earbuds({ shell: c.milk, dot: c.moss }), 1.08, [200, 202]),
  'bookshelf-speakers': () => picture(g.clay, speakers({ wood: c.oak, cone: c.slate }), 1.14, [196, 216]),
  'travel-speaker': () =>
    picture(g.butter, travelSpeaker({ fabric: c.teal, cap: c.ink, loop: c.leather }), 1.02, [212, 204]),
  'belt-drive-turntable': () => picture(g.stone, turntable({ wood: c.walnut, label: c.persimmon })),
  'table-radio': () =>
    picture(g.sage, radio({ wood: c.oak, face: c.cream, dial: c.persimmon }), 1.02, [200, 196]),
  'slim-soundbar': () => picture(g.oat, soundbar({ body: c.iron, fabric: '#8f887c' }), 0.95, [190, 240]),
  'desk-microphone': () =>
    picture(g.clay, microphone({ body: c.slate, mesh: c.steel, base: c.ink }), 1.1, [200, 200]),
  'integrated-amplifier': () =>
    picture(g.mist, amplifier({ face: '#d8d5cc', wood: c.walnut }), 0.98, [206, 238]),
  'cassette-player': () => picture(g.butter, cassettePlayer({ body: c.slate, accent: c.persimmon })),
  'record-crate': () =>
    picture(
      g.oat,
      recordCrate({ wood: c.ash, sleeves: [c.mustard, c.teal, c.cream, c.brick] }),
      1.05,
      [200, 214],
    ),
  'wired-earphones': () =>
    picture(g.stone, earphones({ cord: c.terracotta, shell: c.milk }), 1.02, [204, 206]),
}
