/** Path data of the few outlines every picture is made of; one decimal keeps the files small. */

export type Point = readonly [x: number, y: number]
/** A point of an outline turned around its axis; `corner` keeps it sharp. */
export type Ring = readonly [y: number, half: number, corner?: 'corner']

const short = (value: number) => String(Math.round(value * 10) / 10)

/** Path data with its numbers rounded: d`M${x} ${y}Z`. */
export function d(text: TemplateStringsArray, ...values: Array<number | string>): string {
  const rounded = values.map((value) => (typeof value === 'number' ? short(value) : value))
  return String.raw({ raw: text }, ...rounded)
}

export function rect(x: number, y: number, w: number, h: number, r: number | readonly number[] = 0): string {
  const [a = 0, b = 0, c = 0, e = 0] = typeof r === 'number' ? [r, r, r, r] : r
  const top = d`M${x + a} ${y}H${x + w - b}Q${x + w} ${y} ${x + w} ${y + b}V${y + h - c}`
  return (
    top +
    d`Q${x + w} ${y + h} ${x + w - c} ${y + h}H${x + e}Q${x} ${y + h} ${x} ${y + h - e}V${y + a}Q${x} ${y} ${x + a} ${y}Z`
  )
}

export function oval(cx: number, cy: number, rx: number, ry = rx): string {
  return d`M${cx - rx} ${cy}a${rx} ${ry} 0 1 1 ${2 * rx} 0a${rx} ${ry} 0 1 1 ${-2 * rx} 0Z`
}

export function poly(...points: Point[]): string {
  return d`M${points.map(([x, y]) => d`${x} ${y}`).join('L')}Z`
}

/** What a potter's wheel makes: a smooth, symmetrical outline through the rings, its foot a little rounded. */
export function turned(cx: number, rings: readonly Ring[], sag = 0.1): string {
  const right = rings.map(([y, half, corner]) => ({ x: cx + half, y, corner }))
  const left = rings.toReversed().map(([y, half, corner]) => ({ x: cx - half, y, corner }))
  const [first, last] = [rings[0], rings.at(-1)]
  if (!first || !last) return ''
  const foot = d`Q${cx} ${last[0] + 2 * sag * last[1]} ${cx - last[1]} ${last[0]}`
  return d`M${cx + first[1]} ${first[0]}` + through(right) + foot + through(left) + 'Z'
}

interface Knot {
  x: number
  y: number
  corner?: 'corner'
}

/** A curve through the knots, without its first point: it bends along the line between neighbours and ends level. */
function through(knots: readonly Knot[]): string {
  const at = (i: number) => knots[Math.min(Math.max(i, 0), knots.length - 1)] ?? { x: 0, y: 0 }
  const bend = (i: number, towards: number) => {
    const [knot, other] = [at(i), at(i + towards)]
    const end = i === 0 || i === knots.length - 1
    const from = knot.corner ? knot : end ? { x: knot.x, y: other.y } : at(i - towards)
    const reach = 0.36 * Math.hypot(other.x - knot.x, other.y - knot.y)
    const length = Math.hypot(other.x - from.x, other.y - from.y) || 1
    return d`${knot.x + ((other.x - from.x) * reach) / length} ${knot.y + ((other.y - from.y) * reach) / length}`
  }
  return knots
    .slice(1)
    .map((end, i) => d`C${bend(i, 1)} ${bend(i + 1, -1)} ${end.x} ${end.y}`)
    .join('')
}

/** A pointed leaf from its stalk at (x, y); 0 degrees points up, positive ones turn clockwise. */
export function leaf(
  x: number,
  y: number,
  degrees: number,
  length: number,
  width: number,
  belly = 0.45,
): string {
  const angle = (degrees * Math.PI) / 180
  const at = (along: number, across: number) =>
    d`${x + along * Math.sin(angle) + across * Math.cos(angle)} ${y - along * Math.cos(angle) + across * Math.sin(angle)}`
  const reach = length * belly
  return `M${at(0, 0)}Q${at(reach, width)} ${at(length, 0)}Q${at(reach, -width)} ${at(0, 0)}Z`
}
