import type { Context } from 'hono'

/** The response of the connection, where a server of Node runs the app. */
interface OnConnection {
  outgoing?: { setHeader(name: string, value: string): unknown }
}

/**
 * Sets a header of the answer: on the connection itself where there is one, which needs no `Headers`. What the
 * answer says itself wins.
 */
export function setHeader(c: Context, name: string, value: string): void {
  const { outgoing } = (c.env ?? {}) as OnConnection
  if (outgoing) outgoing.setHeader(name, value)
  else c.header(name, value)
}
