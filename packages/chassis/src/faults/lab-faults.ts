import type { Hono } from 'hono'
import type { FaultOptions } from './create-faults.ts'

/**
 * The faults of a service where the lab is switched on (LAB=1), else nothing: then not even their code is loaded.
 * Throws when NODE_ENV says that this is production.
 */
export async function labFaults(
  { LAB, NODE_ENV = process.env.NODE_ENV }: { LAB: '0' | '1'; NODE_ENV?: string },
  options: FaultOptions,
): Promise<Hono | undefined> {
  if (LAB === '0') return undefined
  if (NODE_ENV === 'production')
    throw new Error('LAB=1 lets anybody with the credential break this service: not with NODE_ENV=production')
  const { createFaults } = await import('./create-faults.ts')
  return createFaults(options)
}
