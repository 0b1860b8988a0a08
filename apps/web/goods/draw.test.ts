// @vitest-environment node
import { readFileSync, readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { demoCatalogue } from '@nowait/contract/demo-catalogue'
import { drawAll, folder } from './draw.ts'

const drawn = drawAll()

describe('the pictures of the goods', () => {
  test('are drawn for every product, and for nothing else', () => {
    const wanted = demoCatalogue.map(({ picture }) => picture.replace('/goods/', ''))
    expect([...drawn.keys()].toSorted()).toEqual(wanted.toSorted())
  })

  test('are committed as the script draws them now', () => {
    expect(readdirSync(folder).toSorted()).toEqual([...drawn.keys()].toSorted())
    for (const [file, svg] of drawn) expect(readFileSync(new URL(file, folder), 'utf8'), file).toBe(svg)
  })

  test('need nothing a strict content security policy refuses, and stay small', () => {
    for (const [file, svg] of drawn) {
      expect(svg, file).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 400 400"/)
      expect(svg, file).not.toMatch(/style|<script|<text|<image|href="[^#]|url\([^#]|NaN|undefined/)
      expect(svg.length, file).toBeLessThan(3_200)
    }
  })

  test('never give two shapes of one picture the same name', () => {
    for (const [file, svg] of drawn) {
      const outlines = new Map<string, string>()
      for (const [, id = '', outline = ''] of svg.matchAll(/<path id="(\w+)" d="([^"]+)"/g)) {
        expect(outlines.get(id) ?? outline, `${file} ${id}`).toBe(outline)
        outlines.set(id, outline)
      }
    }
  })

  test('differ from one another', () => {
    expect(new Set(drawn.values()).size).toBe(drawn.size)
  })
})
