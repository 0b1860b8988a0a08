/** What things are made of, muted and warm; persimmon is the shop's accent and stays rare. */
export const colours = {
  milk: '#f7f0e4',
  cream: '#eee1cb',
  sand: '#d8c1a0',
  oak: '#c99d68',
  ash: '#dcb98a',
  walnut: '#7d523a',
  leather: '#a9683f',
  terracotta: '#c47650',
  persimmon: '#c2410c',
  brick: '#a2523c',
  blush: '#dba58f',
  mustard: '#d2a047',
  butter: '#ecd08a',
  olive: '#80814c',
  sage: '#9aa88a',
  moss: '#647a4e',
  leaf: '#4f7350',
  forest: '#3a5746',
  teal: '#4c7876',
  sky: '#9db7bd',
  slate: '#62727c',
  navy: '#384a5c',
  brass: '#c8a058',
  steel: '#b9bcb8',
  iron: '#4b4644',
  ink: '#322d2b',
  glow: '#ffe9b0',
  soil: '#54402f',
  shadow: '#33201c',
} as const

/** Paper tints to stand on. */
export const grounds = {
  oat: '#e9dfd0',
  sand: '#e4d3bd',
  clay: '#e6d2c5',
  butter: '#eadcb9',
  sage: '#d5dac8',
  mist: '#d2dad9',
  stone: '#dad4ca',
  dusk: '#cbc5bd',
} as const

/** `a` moved towards `b`: 0 is all `a`, 1 is all `b`. */
export function mix(a: string, b: string, share: number): string {
  const channel = (colour: string, i: number) => Number.parseInt(colour.slice(i, i + 2), 16)
  const mixed = [1, 3, 5].map((i) => Math.round(channel(a, i) * (1 - share) + channel(b, i) * share))
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`
}

export const lighter = (colour: string, share = 0.25) => mix(colour, '#fffaf0', share)
export const darker = (colour: string, share = 0.25) => mix(colour, colours.shadow, share)
