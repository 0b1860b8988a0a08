import { signal } from './signal.ts'

export interface Toast {
  id: number
  text: string
  tone: 'plain' | 'failed'
  /** Something to do about it, or a page to look at; a toast that leads to a page ends on that page. */
  action?: { label: string; run: () => void } | { label: string; to: string }
}

/** What the toaster shows, oldest first. */
export const toasts = signal<readonly Toast[]>([])

let count = 0
const atMost = 3

/**
 * Says briefly what just happened. Never the only sign of it: toasts pass. With an `action` (e.g. undo) it stays
 * until it is used or closed longer; see the toaster.
 */
export function toast(text: string, options: { tone?: Toast['tone']; action?: Toast['action'] } = {}): void {
  const next: Toast = { id: ++count, text, tone: options.tone ?? 'plain', action: options.action }
  toasts.set([...toasts.get(), next].slice(-atMost))
}

export function dismissToast(id: number): void {
  toasts.set(toasts.get().filter((other) => other.id !== id))
}
