import { stored } from './stored.ts'

/** Whose pushes this browser gets: the member who asked for them here. Empty: nobody's. */
export const pushOwner = stored<string>(
  'nowait.push-member',
  (text) => text ?? '',
  (member) => member || null,
)
