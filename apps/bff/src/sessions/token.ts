import { createHash, randomBytes } from 'node:crypto'

/** 256 random bits, 43 characters: says nothing, guessed by nobody. */
export const newToken = (): string => randomBytes(32).toString('base64url')

/** What is stored. Fast on purpose: there is nothing to guess in 256 bits. */
export const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest()
