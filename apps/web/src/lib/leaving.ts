import { signal } from './signal.ts'

/**
 * Whether this tab is signing out. What it asked for as the member meanwhile could come after the session has gone: to be
 * refused, as if the session had run out by itself, and the member sent to sign in again.
 */
export const leaving = signal(false)
