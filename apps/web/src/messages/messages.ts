import type { account } from './ko/account.ts'
import type { common } from './ko/common.ts'
import type { guards } from './ko/guards.ts'
import type { lab } from './ko/lab.ts'
import type { late } from './ko/late.ts'
import type { member } from './ko/member.ts'
import type { ops } from './ko/ops.ts'
import type { push } from './ko/push.ts'
import type { rebuild } from './ko/rebuild.ts'
import type { shop } from './ko/shop.ts'
import type { trouble } from './ko/trouble.ts'

/** Every text of the shop by area. The Korean texts are the model: what they have, the English ones must have. */
export interface Messages {
  common: typeof common
  shop: typeof shop
  member: typeof member
  account: typeof account
  ops: typeof ops
  guards: typeof guards
  rebuild: typeof rebuild
  lab: typeof lab
  late: typeof late
  push: typeof push
  trouble: typeof trouble
}

/** Texts that come with the pages which use them; `common` is always there. */
export type Area = Exclude<keyof Messages, 'common'>
