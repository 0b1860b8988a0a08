/** The role that owns every schema and runs the migrations, and the database they are in. */
export const ownerRole = 'nowait'

/** The owner's connection to the embedded server. The database `postgres` is there before ours is made. */
export function ownerUrl(port: number, password: string, database = ownerRole): string {
  return `postgres://${ownerRole}:${password}@127.0.0.1:${port}/${database}`
}
