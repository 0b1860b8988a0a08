import { z } from 'zod'

/** Identifier of a thing we made: a UUID, version 7 where we made it ourselves. */
export const Id = z.uuid()

/** Whole won. Fits a PostgreSQL `integer`, so a sum of a full order cannot overflow. */
export const Won = z.int().min(0).max(2_000_000_000)

/** Whole points; one point is worth one won. Negative where a ledger row takes points away. */
export const Points = z.int().min(-2_000_000_000).max(2_000_000_000)

/** A moment: ISO 8601 in UTC, with `Z`. */
export const Instant = z.iso.datetime()

/** A calendar day in Asia/Seoul, `YYYY-MM-DD`. */
export const Day = z.iso.date()

// NUL cannot be stored by PostgreSQL, lone surrogates cannot be encoded, other controls break logs and streams.
const printable = (text: string) => text.isWellFormed() && !/\p{Cc}/u.test(text)

/** Text a person typed: trimmed, at least one and at most `max` characters, any script, no control characters. */
export const text = (max: number) =>
  z.string().trim().min(1).max(max).refine(printable, { error: 'contains characters that cannot be stored' })

/** One text in both languages of the shop; both always travel, so switching language asks nobody. */
export const Localized = z.object({ ko: z.string().max(2_000), en: z.string().max(2_000) })
export type Localized = z.infer<typeof Localized>

/** One page of a list counted from the newest; `cursor` is opaque and comes from the previous page's `next`. */
export const PageQuery = z.object({
  cursor: z
    .string()
    .regex(/^[\w-]{1,200}$/)
    .optional(),
  size: z.coerce.number<number>().int().min(1).max(50).default(10),
})

/**
 * The draft's header: quoted or bare, 1 to 255 visible ASCII characters
 * (draft-ietf-httpapi-idempotency-key-header-07). The quotes are taken off, so both spellings name one key.
 */
export const IdempotencyKey = z
  .string()
  .transform((value) => value.replace(/^"(.*)"$/, '$1'))
  .pipe(z.string().regex(/^[\x21-\x7E]{1,255}$/, 'expected 1 to 255 visible ASCII characters'))
