/** Tells readers that the log of a schema has grown. Sent by its sequencer only. */
export const logChannel = (schema: string) => `event_log:${schema}`

/** Tells the leader among the sequencers of a schema that another process has published. */
export const outboxChannel = (schema: string) => `outbox:${schema}`
