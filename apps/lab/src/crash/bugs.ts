/** What is planted to see whether it is found: each is a mistake that others have made. */
export const bugs = [
  'acknowledge-before-commit',
  'no-deduplication-key',
  'no-fencing',
  'lease-by-process-clock',
  'produce-before-commit',
] as const

export type Bug = (typeof bugs)[number]
