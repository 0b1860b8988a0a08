import { databaseUrl, processConfig, serviceToken } from '@nowait/chassis/config'
import { z } from 'zod'
import { pushHosts } from './push-hosts.ts'
import { belongTogether, type KeyPair } from './vapid.ts'

/** What the process reads. Without VAPID keys it makes a pair at its first start and keeps it in its schema. */
export const pushConfig = processConfig
  .extend({
    DATABASE_URL: databaseUrl,
    PUSH_TOKEN: serviceToken,
    PUSH_HOSTS: pushHosts,
    VAPID_PUBLIC_KEY: z.string().optional(),
    VAPID_PRIVATE_KEY: z.string().optional(),
    VAPID_SUBJECT: z
      .string()
      .regex(/^(mailto:[^\s@]+@[^\s@]+|https:\/\/\S+)$/, 'expected mailto:… or https://…')
      .default('mailto:push@nowait.shop'),
  })
  .refine((config) => config.VAPID_PUBLIC_KEY === undefined || givenKeyPair(config) !== undefined, {
    path: ['VAPID_PUBLIC_KEY'],
    error: 'is not the public key of VAPID_PRIVATE_KEY',
  })
  .refine((config) => config.VAPID_PRIVATE_KEY === undefined || config.VAPID_PUBLIC_KEY !== undefined, {
    path: ['VAPID_PUBLIC_KEY'],
    error: 'has to be set together with VAPID_PRIVATE_KEY',
  })

interface Given {
  VAPID_PUBLIC_KEY?: string
  VAPID_PRIVATE_KEY?: string
}

/** The pair of the environment, when it is one. */
export function givenKeyPair(config: Given): KeyPair | undefined {
  const pair = { publicKey: config.VAPID_PUBLIC_KEY ?? '', privateKey: config.VAPID_PRIVATE_KEY ?? '' }
  return belongTogether(pair) ? pair : undefined
}
