/** Headers of ours that cross a wire, in the spelling `Headers` uses. */

/** Whose request this is; set by the BFF from the session, believed by services from a caller with their credential. */
export const memberHeader = 'nowait-member'

/** Which operator acts; set by the BFF from the session, kept by services in their audit. */
export const actorHeader = 'nowait-actor'

/** Milliseconds the caller will still wait. A service does not start work whose time is up. */
export const deadlineHeader = 'nowait-deadline'

/** Names of the parts a streamed page will send, comma separated; fewer lines than names means the stream was cut. */
export const partsHeader = 'nowait-parts'

/** W3C Trace Context, kept from the click to the last hop. */
export const traceHeader = 'traceparent'

export const idempotencyHeader = 'idempotency-key'

/** A browser sends it only from script of our own origin; with the session cookie it is the CSRF defence. */
export const csrfHeader = 'x-csrf'

/** What the caller has written himself and wants to see: see mypage.ts. */
export const wroteHeader = 'nowait-wrote'

/** How a page was made: `projection`, or `live` and why it could not be one. */
export const pageSourceHeader = 'nowait-page'
