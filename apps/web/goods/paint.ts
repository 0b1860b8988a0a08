/** One hand, one light: it falls from the upper left, so shade lies right and below, and shadows lean right. */
import { d, oval, type Point } from './shape.ts'
import { colours, mix } from './colour.ts'

/** Where standing things touch the ground. */
export const floor = 332

/** The picture's own fill is the colour of shadow, so that the many shadows need not name it. */
export function fill(outline: string, colour: string, opacity = 1): string {
  const paint = colour === colours.shadow ? '' : ` fill="${colour}"`
  return `<path d="${outline}"${paint}${faint(opacity)}/>\n`
}

const faint = (opacity: number) => (opacity < 1 ? ` opacity="${opacity}"` : '')

export function stroke(outline: string, colour: string, width: number, opacity = 1): string {
  return `<path d="${outline}" fill="none" stroke="${colour}" stroke-width="${Math.round(width)}"${faint(opacity)}/>\n`
}

interface Solid {
  /** Drawn on the body and never beyond its outline: bands, glaze, seams. */
  inside?: string
  /** How far the lit side is moved away from the shade. */
  light?: Point
}

/** A body: its colour, what is on it, and its shade over both. */
export function solid(
  outline: string,
  colour: string,
  { inside = '', light = [-16, -4] }: Solid = {},
): string {
  const id = name(outline)
  const use = (rest = '') => `<use href="#${id}"${rest}/>`
  const clipped = `<clipPath id="${id}c">${use()}</clipPath><g clip-path="url(#${id}c)">\n${inside}</g>`
  return (
    `<g fill="${colour}"><path id="${id}" d="${outline}"/></g>${inside && clipped}\n` +
    d`<mask id="${id}m">${use(' fill="#fff"')}${use(d` x="${light[0]}" y="${light[1]}" fill="#000"`)}</mask>` +
    `${use(` opacity=".17" mask="url(#${id}m)"`)}\n`
  )
}

/** A bent rod: handle, arm, wire. */
export function rod(outline: string, colour: string, width: number): string {
  const lit = -width * 0.16
  return (
    stroke(outline, mix(colour, colours.shadow, 0.17), width) +
    move(lit, lit, stroke(outline, colour, width * 0.62))
  )
}

/** The one highlight of a body. */
export function glint(outline: string, width = 6, opacity = 0.5): string {
  return stroke(outline, '#fff', width, opacity)
}

/** The shadow of what stands. */
export function stand(cx: number, half: number, y = floor): string {
  return fill(oval(cx + half * 0.12, y, half * 1.14, Math.max(6, half * 0.1)), colours.shadow, 0.16)
}

/** The shadow of what lies flat. */
export function lie(outline: string, depth = 8): string {
  return move(depth * 0.8, depth, fill(outline, colours.shadow, 0.16))
}

export function turn(degrees: number, ...parts: string[]): string {
  return `<g transform="rotate(${degrees} 200 200)">${parts.join('')}</g>\n`
}

/** Dots or stitches along a line: `dashes` as in SVG, a dash of 0 being a dot. */
export function dashed(outline: string, colour: string, width: number, dashes: string, opacity = 1): string {
  const cap = dashes.startsWith('0 ') ? '' : ' stroke-linecap="butt"'
  return stroke(outline, colour, width, opacity).replace('/>', ` stroke-dasharray="${dashes}"${cap}/>`)
}

/** One shape in many places; its light half stays where its own outline puts it. */
export function placed(
  shape: string,
  places: ReadonlyArray<readonly [x: number, y: number, degrees: number, scale: number]>,
): string {
  const uses = places.map(
    ([x, y, degrees, scale]) =>
      `<use href="#one" transform="translate(${x} ${y})rotate(${degrees})scale(${scale})"/>`,
  )
  return `<defs><g id="one">${shape}</g></defs>${uses.join('\n')}\n`
}

export function move(dx: number, dy: number, ...parts: string[]): string {
  return d`<g transform="translate(${dx} ${dy})">${parts.join('')}</g>\n`
}

/** The whole file: what was drawn, with its own middle brought to the middle of the picture, on tinted ground. */
export function picture(ground: string, art: string, scale = 1, [x, y]: Point = [200, 206]): string {
  const size = 'viewBox="0 0 400 400" width="400" height="400"'
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" ${size} fill="${colours.shadow}" stroke-linecap="round" stroke-linejoin="round">`
  const place = `translate(200 206)scale(${scale})translate(${-x} ${-y})`
  return `${svg}\n<path d="M0 0H400V400H0Z" fill="${ground}"/>\n<g transform="${place}">\n${art}</g></svg>\n`
}

/** A name made of the outline itself (FNV-1a), so that no counter has to be carried around. */
function name(outline: string): string {
  let hash = 0x811c9dc5
  for (let i = 0; i < outline.length; i++) hash = Math.imul(hash ^ outline.charCodeAt(i), 0x01000193)
  return `s${((hash >>> 0) % 36 ** 3).toString(36)}`
}
