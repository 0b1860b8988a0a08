import { signal } from './signal.ts'

/** What screen readers are told next, politely. `count` makes the same words twice two announcements. */
export const announcement = signal({ text: '', count: 0 })

/** For changes that are seen without being focused: a part has come, a filter changed the list. */
export function announce(text: string): void {
  announcement.set({ text, count: announcement.get().count + 1 })
}
