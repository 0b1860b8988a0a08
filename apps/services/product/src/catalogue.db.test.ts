import { demoCatalogue } from '@nowait/contract/demo-catalogue'
import { categories, productSorts } from '@nowait/contract/product'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { seedCatalogue } from './seed.ts'
import { startTestApp } from './testing/test-app.ts'

let service: Awaited<ReturnType<typeof startTestApp>>
beforeAll(async () => {
  service = await startTestApp()
  await seedCatalogue(service.database)
})
afterAll(() => service.drop())

const search = async (text: string) =>
  (await service.client.listProducts({ query: { search: text, size: 60 } })).items

describe('the demonstration catalogue', () => {
  test('is listed and published once, however often and at once it is seeded', async () => {
    const listed = await Promise.all([seedCatalogue(service.database), seedCatalogue(service.database)])
    expect(listed).toEqual([0, 0])
    const [published] = await service.database.sql`
      select count(*)::int as events, count(distinct aggregate)::int as products from outbox`
    expect(published).toEqual({ events: demoCatalogue.length, products: demoCatalogue.length })
  })

  test('keeps a price that was changed after it', async () => {
    const id = demoCatalogue[0]!.id
    await service.client.changePrice({ params: { id }, body: { price: 12_300 } })
    await seedCatalogue(service.database)
    expect(await service.client.getProduct({ params: { id } })).toMatchObject({ price: 12_300 })
    await service.client.changePrice({ params: { id }, body: { price: demoCatalogue[0]!.price } })
  })
})

describe('the list', () => {
  test.each(productSorts)('shows every product once over its pages, sorted by %s', async (sort) => {
    const pages = []
    for (let page = 1; ; page++) {
      const answer = await service.client.listProducts({ query: { sort, page, size: 25 } })
      expect(answer).toMatchObject({ page, total: demoCatalogue.length })
      pages.push(answer)
      if (page >= answer.pages) break
    }
    const shown = pages.flatMap(({ items }) => items)
    const rank = (id: string) => {
      const { listedAt, popularity, price } = demoCatalogue.find((product) => product.id === id)!
      return { new: -Date.parse(listedAt), popular: -popularity, 'price-up': price, 'price-down': -price }[
        sort
      ]
    }
    expect(new Set(shown.map(({ id }) => id)).size).toBe(demoCatalogue.length)
    expect(shown.map(({ id }) => rank(id))).toEqual(shown.map(({ id }) => rank(id)).toSorted((a, b) => a - b))
  })

  test('is empty behind its last page', async () => {
    expect(await service.client.listProducts({ query: { page: 1000 } })).toMatchObject({ items: [] })
  })

  test('of one category still counts what the others have', async () => {
    const answer = await service.client.listProducts({ query: { category: 'audio', size: 60 } })
    expect(new Set(answer.items.map(({ category }) => category))).toEqual(new Set(['audio']))
    expect(answer.total).toBe(answer.items.length)
    expect(answer.categories.map(({ id }) => id)).toEqual(categories)
    for (const { id, count } of answer.categories)
      expect(count, id).toBe(demoCatalogue.filter(({ category }) => category === id).length)
  })
})

describe('the search', () => {
  test('finds a product by its name in either language, in any case', async () => {
    const { id, name } = demoCatalogue[0]!
    for (const text of [name.ko, name.en, name.en.toUpperCase(), name.ko.normalize('NFD')])
      expect((await search(text)).map((found) => found.id)).toContain(id)
  })

  test('wants every word and counts its finds by category', async () => {
    const { name } = demoCatalogue[0]!
    expect(await search(`${name.en} ${name.ko}`)).not.toEqual([])
    expect(await search(`${name.en} zeppelin`)).toEqual([])
    const answer = await service.client.listProducts({ query: { search: name.en, category: 'plants' } })
    const finds = answer.categories.reduce((sum, { count }) => sum + count, 0)
    expect(finds).toBe((await search(name.en)).length)
  })

  test('takes wildcards and quotes as characters', async () => {
    const id = await service.list({ name: { ko: `100%_'할인"`, en: String.raw`back\slash` } })
    for (const text of [`100%_'`, '%', String.raw`k\s`, `할인"`])
      expect(
        (await search(text)).map((found) => found.id),
        text,
      ).toContain(id)
    expect(await search('1_0')).toEqual([])
    expect(await search('b%h')).toEqual([])
  })
})

describe('a product', () => {
  test('shows its texts in both languages and how many are left', async () => {
    const id = await service.list({ stock: 3 })
    expect(await service.client.getProduct({ params: { id } })).toMatchObject({
      description: { ko: '설명', en: 'Words' },
      stock: { state: 'low', left: 3 },
      listedAt: '2026-01-01T00:00:00.000Z',
    })
  })

  test('that does not exist is named in the problem', async () => {
    const id = '019cd000-0000-7000-8000-000000000000'
    const problem = { code: 'PRODUCT_NOT_FOUND', status: 404, problem: { about: id } }
    await expect(service.client.getProduct({ params: { id } })).rejects.toMatchObject(problem)
    await expect(
      service.client.restockProduct({ params: { id }, body: { pieces: 1 } }),
    ).rejects.toMatchObject(problem)
    await expect(service.client.changePrice({ params: { id }, body: { price: 100 } })).rejects.toMatchObject(
      problem,
    )
  })

  test('gets new prices one after the other, each published once', async () => {
    const id = await service.list({ price: 1_000 })
    const prices = Array.from({ length: 12 }, (_, index) => 2_000 + index)
    await Promise.all(prices.map((price) => service.client.changePrice({ params: { id }, body: { price } })))
    const { price } = await service.client.getProduct({ params: { id } })
    await service.client.changePrice({ params: { id }, body: { price } })

    const events = await service.published(id)
    expect(events.map(({ version }) => version)).toEqual(events.map((_, index) => index + 1))
    expect(events.map((event) => event.price).toSorted()).toEqual([1_000, ...prices].toSorted())
    expect(events.at(-1)?.price).toBe(price)
  })

  test('nobody sees anything without the credential of the service', async () => {
    const answer = await service.app.request('/products')
    expect(await answer.json()).toMatchObject({ code: 'SERVICE_CREDENTIAL_REQUIRED', status: 401 })
  })
})
