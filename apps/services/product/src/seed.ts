import type { Database } from '@nowait/chassis/database'
import { databaseUrl, processConfig, readConfig } from '@nowait/chassis/config'
import { openDatabase } from '@nowait/chassis/database'
import { createLog } from '@nowait/chassis/log'
import { demoCatalogue } from '@nowait/contract/demo-catalogue'
import { insertProduct, type NewProduct } from './store.ts'

/** Lists and publishes the products that are not listed yet; those that are keep their price and stock. Says how many. */
export function seedCatalogue(
  database: Database,
  products: readonly NewProduct[] = demoCatalogue,
): Promise<number> {
  return database.transaction(async (tx) => {
    let listed = 0
    // By id: two that seed at once must not wait for each other in a circle.
    for (const product of products.toSorted((a, b) => (a.id < b.id ? -1 : 1)))
      if (await insertProduct(tx, product)) listed++
    return listed
  })
}

if (import.meta.main) {
  const config = readConfig(processConfig.pick({ LOG_LEVEL: true }).extend({ DATABASE_URL: databaseUrl }))
  const log = createLog({ name: 'product-seed', level: config.LOG_LEVEL })
  const database = openDatabase({ url: config.DATABASE_URL, name: 'product-seed' })
  try {
    log.info({ listed: await seedCatalogue(database) }, 'the demonstration catalogue is there')
  } finally {
    await database.close()
  }
}
