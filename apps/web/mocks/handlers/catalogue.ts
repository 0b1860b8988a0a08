import { categories } from '@nowait/contract/product'
import { findProduct, listProducts, take } from '../catalogue.ts'
import { answer, type BffHandlers, type Mock, weatherOf } from '../context.ts'
import { partsOf } from '../weather.ts'

type Catalogue = Pick<
  BffHandlers,
  'listProducts' | 'getProduct' | 'restockProduct' | 'changePrice' | 'homePage'
>

const nothing = {
  items: [],
  total: 0,
  page: 1,
  pages: 0,
  categories: categories.map((id) => ({ id, count: 0 })),
}
const shown = { page: 1, size: 8 }

export function catalogue(mock: Mock): Catalogue {
  return {
    listProducts: (input) => answer(mock, input, 'product', (db) => listProducts(db, input.query), nothing),
    getProduct: (input) => answer(mock, input, 'product', (db) => findProduct(db, input.params.id)),
    restockProduct: (input) =>
      answer(mock, input, 'product', (db) => {
        take(db, [{ productId: input.params.id, quantity: input.body.pieces }], -1)
        return findProduct(db, input.params.id)
      }),
    changePrice: (input) =>
      answer(mock, input, 'product', (db) => {
        const { id } = findProduct(db, input.params.id)
        db.shelf[id] = { ...db.shelf[id], price: input.body.price }
        return findProduct(db, id)
      }),
    homePage: (input) => {
      const read = (sort: 'new' | 'popular') => () =>
        mock.use(input.caller.knobs, (db) => listProducts(db, { ...shown, sort }))
      return partsOf(weatherOf(mock, input), {
        fresh: { upstream: 'product', ms: 40, read: read('new'), empty: nothing },
        popular: { upstream: 'product', ms: 90, read: read('popular'), empty: nothing },
      })
    },
  }
}
