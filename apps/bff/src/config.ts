import type { BlockList } from 'node:net'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { databaseUrl, processConfig, serviceToken, serviceUrl } from '@nowait/chassis/config'
import { addressRanges } from './http/address.ts'
import { limitDefaults, limitVariable, type LimitName, type Rule } from './http/limits.ts'

const builtWeb = fileURLToPath(new URL('../../web/dist', import.meta.url))

const seconds = (fallback: number) => z.coerce.number<string>().int().min(1).default(fallback)

/** Each limit as `count/seconds` under its own variable, e.g. `LIMIT_WRITES_PER_MEMBER=60/60`. */
const limitVariables = Object.fromEntries(
  Object.entries(limitDefaults).map(([name, { count, seconds }]) => [
    limitVariable(name as LimitName),
    z
      .string()
      .regex(/^[1-9]\d{0,8}\/[1-9]\d{0,6}$/, 'expected count/seconds, for example 60/60')
      .default(`${count}/${seconds}`),
  ]),
)

function rangesOrIssue(text: string, ctx: z.RefinementCtx): BlockList {
  try {
    return addressRanges(text)
  } catch (error) {
    ctx.addIssue({ code: 'custom', message: (error as Error).message })
    return z.NEVER
  }
}

/** Everything the BFF reads from its environment. */
export const bffConfig = processConfig.extend({
  PORT: processConfig.shape.PORT.default(3000),
  DATABASE_URL: databaseUrl,
  ORDER_URL: serviceUrl,
  ORDER_TOKEN: serviceToken,
  PRODUCT_URL: serviceUrl,
  PRODUCT_TOKEN: serviceToken,
  SHIPPING_URL: serviceUrl,
  SHIPPING_TOKEN: serviceToken,
  POINT_URL: serviceUrl,
  POINT_TOKEN: serviceToken,
  PUSH_URL: serviceUrl,
  PUSH_TOKEN: serviceToken,
  MYPAGE_URL: serviceUrl,
  MYPAGE_TOKEN: serviceToken,
  /** The lab, of a stack that was started with LAB=1. */
  LAB_URL: serviceUrl.optional(),
  LAB_TOKEN: serviceToken.optional(),
  /** How much of members' pages is kept while it is known to be unchanged; 0: every look reads it. */
  KNOWN_PAGES_BYTES: z.coerce
    .number<string>()
    .int()
    .min(0)
    .default(32 * 1024 * 1024),
  /** Folder of the built shop. */
  WEB_DIST: z.string().default(builtWeb),
  /** Set where the demo accounts are seeded: the sign-in page then offers them. */
  DEMO: z.stringbool().default(false),
  /** Proxies whose X-Forwarded-For, -Proto and -Host count: addresses or CIDRs, comma separated. */
  TRUST_PROXY: z.string().default('').transform(rangesOrIssue),
  /** Where browsers see the shop, e.g. https://shop.example; without it the Host header of the request says so. */
  PUBLIC_ORIGIN: z
    .url({ protocol: /^https?$/ })
    .transform((url) => new URL(url).origin)
    .optional(),
  /** A session ends when it was not used this long (default a week) … */
  SESSION_IDLE_SECONDS: seconds(7 * 24 * 3600),
  /** … and at the latest this long after sign-in (default 30 days). */
  SESSION_MAX_SECONDS: seconds(30 * 24 * 3600),
  /** Pages that one session may have open at once. */
  PAGES_PER_SESSION: z.coerce.number<string>().int().min(1).default(20),
  ...limitVariables,
})
export type BffConfig = z.output<typeof bffConfig>

/** The limits in force: the defaults, each replaced where its variable is set. */
export function limitRules(config: BffConfig): Record<LimitName, Rule> {
  const given = config as unknown as Record<string, string>
  return Object.fromEntries(
    Object.keys(limitDefaults).map((name) => {
      const [count, per] = given[limitVariable(name as LimitName)]!.split('/').map(Number)
      return [name, { count, seconds: per }]
    }),
  ) as Record<LimitName, Rule>
}
