import type { Effect } from '../../events/deliver.ts'
import type { Job } from '../claim.ts'

/** The effect of a job whose payload is a name. */
export const note =
  ({ payload, attempt }: Job): Effect =>
  async (tx) => {
    await tx`insert into noted (name, attempt) values (${payload as string}, ${attempt})`
  }
