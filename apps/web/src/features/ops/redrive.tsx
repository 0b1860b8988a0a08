import type { OperatedService } from '@nowait/contract/ops'
import { useId, useState, type ReactNode } from 'react'
import { Button } from '../../components/button.tsx'
import { useMessages } from '../../lib/language.ts'
import { opsApi } from './ops-api.ts'
import { CommandTrouble } from './words.tsx'
import { useCommand, useOpsTrouble } from './use-command.ts'
import type { Seen } from './use-operations.ts'

const control = 'bg-raised border-edge rounded-control text-14 h-11 w-full min-w-0 border px-2'

/** Lets many dead jobs of one service run again: all of them, those of a queue, those that failed with certain words. */
export function Redrive({ seen }: { seen: readonly Seen[] }) {
  const t = useMessages()
  const [chosen, choose] = useState<OperatedService>()
  const [queue, setQueue] = useState('')
  const [error, setError] = useState('')
  // What was chosen may have no dead jobs any more.
  const { service, operations } = seen.find((each) => each.service === chosen) ?? seen[0]!
  const queues = operations.queues.filter(({ counts }) => counts.dead).map((each) => each.queue)
  const wanted = queues.includes(queue) ? queue : ''
  const redrive = useCommand({
    run: () =>
      opsApi.opsRedrive({
        params: { service },
        body: { ...(wanted && { queue: wanted }), ...(error.trim() && { error: error.trim() }) },
      }),
    done: ({ redriven }) => t.ops.redriven(redriven),
  })
  return (
    <form
      aria-label={t.ops.redriveTitle}
      className="bg-ground rounded-control mb-6 p-4"
      onSubmit={(event) => {
        event.preventDefault()
        if (!redrive.isPending) redrive.mutate()
      }}
    >
      <h3 className="text-14 mb-3 font-semibold">{t.ops.redriveTitle}</h3>
      <div className="grid items-end gap-3 sm:grid-cols-2 lg:grid-cols-[1fr_1fr_2fr_auto]">
        <Labelled label={t.ops.service}>
          {(id) => (
            <select
              id={id}
              className={control}
              value={service}
              onChange={(event) => choose(event.target.value as OperatedService)}
            >
              {seen.map((each) => (
                <option key={each.service} value={each.service}>
                  {t.ops.services[each.service]}
                </option>
              ))}
            </select>
          )}
        </Labelled>
        <Labelled label={t.ops.queue}>
          {(id) => (
            <select
              id={id}
              className={control}
              value={wanted}
              onChange={(event) => setQueue(event.target.value)}
            >
              <option value="">{t.ops.everyQueue}</option>
              {queues.map((each) => (
                <option key={each}>{each}</option>
              ))}
            </select>
          )}
        </Labelled>
        <Labelled label={t.ops.errorPart}>
          {(id) => (
            <input
              id={id}
              className={control}
              value={error}
              maxLength={200}
              placeholder={t.ops.errorPartHint}
              onChange={(event) => setError(event.target.value)}
            />
          )}
        </Labelled>
        <Button type="submit" isBusy={redrive.isPending}>
          {t.ops.redrive}
        </Button>
      </div>
      <CommandTrouble>{useOpsTrouble(redrive.error)}</CommandTrouble>
    </form>
  )
}

function Labelled({ label, children }: { label: string; children: (id: string) => ReactNode }) {
  const id = useId()
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="text-12 text-grey mb-1 block">
        {label}
      </label>
      {children(id)}
    </div>
  )
}
