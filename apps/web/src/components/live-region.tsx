import { announcement } from '../lib/announce.ts'

/** Speaks to screen readers only. Two places in turn: the same words twice are then two changes. */
export function LiveRegion() {
  const { text, count } = announcement.use()
  return (
    <div role="status" aria-live="polite" className="sr-only">
      <p>{count % 2 === 1 && text}</p>
      <p>{count % 2 === 0 && text}</p>
    </div>
  )
}
