import type { Messages } from '../messages.ts'

export const shop: Messages['shop'] = {}
