import { announcement } from '../lib/announce.ts'

/** Speaks to screen readers only. Two places in turn: the same words twice are then two changes. */
export function LiveRegion() {
  const { text, count } = announcement.use()
  return (
    <output aria-live="polite" className="sr-only">
      <span>{count % 2 === 1 && text}</span>
      <span>{count % 2 === 0 && text}</span>
    </output>
  )
}
