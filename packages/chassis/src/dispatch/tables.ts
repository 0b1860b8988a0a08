import { fileURLToPath } from 'node:url'

/** Folder of the migrations of every schema whose process dispatches; among the `directories` of `migrate`. */
export const dispatchTables = fileURLToPath(new URL('./migrations', import.meta.url))
