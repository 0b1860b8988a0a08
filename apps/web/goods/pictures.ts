/** Every picture by the slug of its product. */
import { audio } from './audio.ts'
import { bags } from './bags.ts'
import { kitchen } from './kitchen.ts'
import { lighting } from './lighting.ts'
import { plants } from './plants.ts'
import { stationery } from './stationery.ts'

export const pictures: Record<string, () => string> = {
  ...kitchen,
  ...stationery,
  ...lighting,
  ...bags,
  ...audio,
  ...plants,
}
