import type { Curve } from '../row.ts'

/** A curve for people to read. */
export const said = ({ of, points }: Curve) =>
  points.map(({ at, value }) => `${at} ${of}: ${value.toPrecision(3)}`).join(', ')
