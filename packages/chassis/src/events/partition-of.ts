/** Fixed for ever: the partition of an event is stored in logs, offsets and brokers. */
export const partitions = 16

/** The partition of an aggregate: FNV-1a of its UTF-8, so that every process and every version agrees. */
export function partitionOf(aggregate: string): number {
  let hash = 0x811c9dc5
  for (const byte of Buffer.from(aggregate)) hash = Math.imul(hash ^ byte, 0x01000193)
  return ((hash ^ (hash >>> 16)) & 0xffff) % partitions
}
