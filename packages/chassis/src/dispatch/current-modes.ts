import type { Database } from '../database.ts'
import type { Log } from '../log.ts'
import type { Described } from './described.ts'
import type { Mode } from './integration.ts'
import { type ModeRefusal, refuseMode } from './mode-table.ts'
import { modeChannel, readChosenModes } from './modes.ts'

const pollMs = 1_000

/** The modes in force in this process: those that operators have chosen, else its own. */
export interface CurrentModes {
  of(name: string): Mode
  /** Resolves once it was asked for the first time what has been chosen. */
  known(): Promise<void>
  stop(): Promise<void>
}

/** Follows what operators choose. While the database is away everything stays as it was. */
export function followModes({
  database,
  described,
  log,
}: {
  database: Database
  described: Record<string, Described>
  log: Log
}): CurrentModes {
  const modes = new Map(Object.entries(described).map(([name, { defaultMode }]) => [name, defaultMode]))
  const complaints = new Set<string>()
  let listening: { stop(): Promise<void> } | undefined
  let reading: Promise<void> | undefined
  let again = false
  let failing = false

  async function read(): Promise<void> {
    try {
      listening ??= await listen()
      do {
        again = false
        apply(await readChosenModes(database.sql))
      } while (again)
      failing = false
    } catch (error) {
      if (!failing) log.warn({ err: error }, 'chosen modes could not be read, all stay as they are')
      failing = true
    } finally {
      reading = undefined
    }
  }

  /** What a read that is under way may have missed is read after it. */
  function look(): void {
    if (reading) again = true
    else reading = read()
  }

  async function listen() {
    const [{ schema }] = await database.sql<[{ schema: string }]>`select current_schema() as schema`
    return database.listen(modeChannel(schema), look, look)
  }

  function apply(chosen: Map<string, { mode: string }>): void {
    for (const [name, each] of Object.entries(described)) {
      const wanted = chosen.get(name)?.mode ?? each.defaultMode
      const refusal = wanted === each.defaultMode ? undefined : refuseMode(wanted, each)
      if (refusal) complain(name, wanted, refusal)
      const mode = refusal ? each.defaultMode : (wanted as Mode)
      if (mode === modes.get(name)) continue
      modes.set(name, mode)
      log.info({ integration: name, mode }, 'mode changed')
    }
  }

  /** It was possible when it was chosen, in a process with other settings. */
  function complain(integration: string, mode: string, refusal: ModeRefusal): void {
    const complaint = `${integration} ${mode} ${refusal}`
    if (!complaints.has(complaint)) log.error({ integration, mode, refusal }, 'the chosen mode cannot be')
    complaints.add(complaint)
  }

  const first = (reading = read())
  const timer = setInterval(look, pollMs)
  return {
    of: (name) => modes.get(name)!,
    known: () => first,
    async stop() {
      clearInterval(timer)
      await reading
      await listening?.stop()
    },
  }
}
