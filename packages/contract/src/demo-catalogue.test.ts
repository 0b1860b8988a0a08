import { describe, expect, test } from 'vitest'
import { demoCatalogue } from './demo-catalogue.ts'
import { categories } from './product.ts'

const uuidv7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

describe('the demonstration catalogue', () => {
  test.each(categories)('has eleven products and more in %s', (category) => {
    expect(demoCatalogue.filter((product) => product.category === category).length).toBeGreaterThanOrEqual(11)
  })

  test('gives every product an id and a slug of its own', () => {
    const ids = new Set(demoCatalogue.map(({ id }) => id))
    const slugs = new Set(demoCatalogue.map(({ slug }) => slug))
    expect([ids.size, slugs.size]).toEqual([demoCatalogue.length, demoCatalogue.length])
  })

  test('keeps ids that orders of earlier versions already point at', () => {
    const mug = demoCatalogue.find(({ slug }) => slug === 'dawn-mug')
    expect(mug?.id).toBe('019cd000-3340-7f54-85b9-38f845bdf1f7')
  })

  test('sorts by id as it sorts by listing time', () => {
    const byId = demoCatalogue.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map(({ listedAt }) => listedAt)
    expect(byId).toEqual(byId.toSorted())
  })

  test('has some low stock, two sold out, and plenty of the rest', () => {
    const count = (from: number, to: number) =>
      demoCatalogue.filter(({ stock }) => stock >= from && stock <= to).length
    expect(count(0, 0)).toBe(2)
    expect(count(1, 4)).toBeGreaterThanOrEqual(4)
    expect(count(0, 4) + count(20, 200)).toBe(demoCatalogue.length)
  })

  test('describes every product in calm Korean and English', () => {
    for (const { slug, name, description } of demoCatalogue) {
      for (const { ko, en } of [name, description]) {
        expect(ko, slug).toMatch(/[가-힣]/)
        expect(en, slug).toMatch(/^[^가-힣]+$/)
        expect(ko + en, slug).not.toContain('!')
      }
      expect(description.ko.length, slug).toBeLessThanOrEqual(140)
      expect(description.en.length, slug).toBeLessThanOrEqual(200)
    }
  })

  test('gives every product a believable price, id, date and picture', () => {
    for (const { slug, price, id, listedAt, popularity, picture } of demoCatalogue) {
      expect(price % 500, slug).toBe(0)
      expect(price, slug).toBeGreaterThanOrEqual(5_000)
      expect(price, slug).toBeLessThanOrEqual(500_000)
      expect(id, slug).toMatch(uuidv7)
      expect(new Date(listedAt).toISOString()).toBe(listedAt)
      expect(popularity, slug).toBeGreaterThan(0)
      expect(picture).toBe(`/goods/${slug}.svg`)
    }
  })
})
