import { readCatalogueQuery } from './lib/catalogue-query.ts'
import { categoryPictures } from './lib/categories.ts'
import { paths, type PathName } from './lib/paths.ts'
import type { Route } from './lib/router.ts'

/**
 * Every page of the shop: its address, its code, and the request it begins with. Read by the router, by links that
 * prefetch, and by the build, which tells the server what to name together with the document.
 */
const pages = {
  home: {
    path: paths.home,
    load: () => import('./routes/home.tsx'),
    words: ['shop'],
    data: 'homePage',
    // What a phone shows of them before it is scrolled.
    pictures: [categoryPictures.kitchen, categoryPictures.stationery],
  },
  catalogue: {
    path: paths.catalogue,
    load: () => import('./routes/catalogue.tsx'),
    words: ['shop'],
    data: 'listProducts',
    input: (search) => ({ query: readCatalogueQuery(search) }),
  },
  product: {
    path: paths.product,
    load: () => import('./routes/product.tsx'),
    words: ['shop'],
    data: 'getProduct',
  },
  cart: { path: paths.cart, load: () => import('./routes/cart.tsx'), words: ['shop'] },
  checkout: {
    path: paths.checkout,
    load: () => import('./routes/checkout.tsx'),
    words: ['shop'],
    data: 'getLastShipTo',
    member: true,
  },
  signIn: { path: paths.signIn, load: () => import('./routes/sign-in.tsx'), words: ['account'] },
  signUp: { path: paths.signUp, load: () => import('./routes/sign-up.tsx'), words: ['account'] },
  orders: {
    path: paths.orders,
    load: () => import('./routes/orders.tsx'),
    words: ['member'],
    data: 'listOrders',
    member: true,
  },
  order: {
    path: paths.order,
    load: () => import('./routes/order.tsx'),
    words: ['member'],
    data: 'orderPage',
    member: true,
  },
  myPage: {
    path: paths.myPage,
    load: () => import('./routes/my-page.tsx'),
    words: ['member'],
    data: 'myPage',
    member: true,
  },
  account: {
    path: paths.account,
    load: () => import('./routes/account.tsx'),
    words: ['account'],
    member: true,
  },
  ops: {
    path: paths.ops,
    load: () => import('./routes/ops.tsx'),
    words: ['ops'],
    data: 'opsPage',
    member: true,
  },
  opsGuards: {
    path: paths.opsGuards,
    load: () => import('./routes/ops-guards.tsx'),
    words: ['ops', 'guards'],
    data: 'opsGuards',
    member: true,
  },
  opsRebuild: {
    path: paths.opsRebuild,
    load: () => import('./routes/ops-rebuild.tsx'),
    words: ['ops', 'rebuild'],
    data: 'opsPage',
    member: true,
  },
  lab: { path: paths.lab, load: () => import('./routes/lab.tsx'), words: ['lab'], member: true },
  notFound: { path: paths.notFound, load: () => import('./routes/not-found.tsx'), words: [] },
} satisfies Record<PathName, Route>

export const routes: Record<PathName, Route> = pages
