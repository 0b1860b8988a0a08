import { type Apart, startApart } from './apart.ts'

/** The point service, which can go away and come back. */
export type PointService = Apart

export const startPointService = (
  env: Record<string, string> & { PORT: string; DATABASE_URL: string; POINT_TOKEN: string },
): Promise<PointService> => startApart('point', env)
