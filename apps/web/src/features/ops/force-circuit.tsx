import type { ForceChoice } from '@nowait/contract/guards'
import { useId, useState, type FormEvent } from 'react'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { troubleOf } from '../../lib/api.ts'
import { useMessages } from '../../lib/language.ts'
import { opsApi } from './ops-api.ts'
import { CommandTrouble } from './words.tsx'
import { useCommand, useOpsTrouble } from './use-command.ts'
import { type Circuit, phaseOf } from './circuits.ts'

const choices = ['forced-open', 'forced-closed', 'reset'] as const
const durations = { quarter: 15 * 60_000, hour: 60 * 60_000, day: 8 * 60 * 60_000 }
type Duration = keyof typeof durations

/** Holds a circuit open or closed for a while in all processes of its service, or gives it back. */
export function ForceCircuit({ circuit }: { circuit: Circuit }) {
  const { guards: t } = useMessages()
  const [isAsking, setAsking] = useState(false)
  if (!phaseOf(circuit)) return null
  return (
    <>
      <Button look="quiet" aria-label={t.ofCircuit(t.operate, circuit.name)} onClick={() => setAsking(true)}>
        {t.operate}
      </Button>
      <Dialog isOpen={isAsking} onClose={() => setAsking(false)} title={t.forceTitle(circuit.name)}>
        <Form circuit={circuit} close={() => setAsking(false)} />
      </Dialog>
    </>
  )
}

function Form({ circuit: { service, name, force }, close }: { circuit: Circuit; close: () => void }) {
  const { guards: t } = useMessages()
  const group = useId()
  const [choice, choose] = useState<(typeof choices)[number]>(force ? 'reset' : 'forced-open')
  const [duration, setDuration] = useState<Duration>('quarter')
  const body: ForceChoice =
    choice === 'reset' ? { phase: null } : { phase: choice, forMs: durations[duration] }
  const command = useCommand({
    run: () => opsApi.opsForceGuard({ params: { service, guard: name }, body }),
    done: () => {
      close()
      if (choice === 'reset') return t.wasReset(name)
      return choice === 'forced-open' ? t.forcedOpen(name) : t.forcedClosed(name)
    },
  })
  const usual = useOpsTrouble(command.error)
  const trouble = troubleOf(command.error) === 'GUARD_NOT_FOUND' ? t.notFound : usual
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!command.isPending) command.mutate()
  }
  return (
    <form onSubmit={submit}>
      <p className="text-14 text-grey mb-3">{t.forceHint}</p>
      <fieldset>
        <legend className="sr-only">{t.command}</legend>
        {choices.map((each) => (
          <div key={each} className="mb-2">
            <label className="text-14 flex min-h-11 cursor-pointer items-center gap-3 font-medium">
              <input
                type="radio"
                name={group}
                checked={choice === each}
                onChange={() => choose(each)}
                aria-describedby={`${group}-${each}`}
                className="accent-accent size-4"
              />
              {t.choices[each].name}
            </label>
            <p id={`${group}-${each}`} className="text-12 text-grey -mt-2 pl-7">
              {t.choices[each].hint}
            </p>
          </div>
        ))}
      </fieldset>
      <label className={`mt-2 block ${choice === 'reset' ? 'invisible' : ''}`}>
        <span className="text-12 text-grey mb-1 block">{t.howLong}</span>
        <select
          value={duration}
          onChange={(event) => setDuration(event.target.value as Duration)}
          className="bg-raised border-edge rounded-control text-14 h-11 w-full border px-2"
        >
          {Object.keys(durations).map((each) => (
            <option key={each} value={each}>
              {t.durations[each as Duration]}
            </option>
          ))}
        </select>
        <span className="text-12 text-grey mt-1 block">{t.durationHint}</span>
      </label>
      <CommandTrouble>{trouble}</CommandTrouble>
      <div className="mt-6 flex flex-wrap justify-end gap-2">
        <Button look="quiet" onClick={close}>
          {t.keep}
        </Button>
        <Button type="submit" isBusy={command.isPending}>
          {t.apply}
        </Button>
      </div>
    </form>
  )
}
