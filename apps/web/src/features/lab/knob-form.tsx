import type { LabKnobs, LabState } from '@nowait/contract/lab'
import { deferredModes, labFaults, type LabNumber, labNumbers } from '@nowait/contract/lab-knobs'
import { type ReactNode, useId, useState } from 'react'
import { useFormat } from '../../lib/format.ts'
import { useMessages } from '../../lib/language.ts'
import { isOutside } from './knobs.ts'

const control =
  'bg-raised border-edge rounded-control text-16 block h-12 w-full border px-3 disabled:opacity-60 aria-invalid:border-failed'

interface KnobFormProps {
  knobs: LabKnobs
  modes: LabState['modes'] | undefined
  /** A run is under way: it goes on as it was started. */
  isLocked: boolean
  change: (knobs: LabKnobs) => void
}

/** What to compare. What is typed is taken as soon as it is a number that can be chosen. */
export function KnobForm({ knobs, modes, isLocked, change }: KnobFormProps) {
  const t = useMessages()
  const refusalOf = (mode: string) => modes?.find((one) => one.mode === mode)?.refusal ?? null
  return (
    <fieldset disabled={isLocked} className="grid gap-x-4 gap-y-1 sm:grid-cols-2 lg:grid-cols-5">
      <legend className="sr-only">{t.lab.knobs}</legend>
      <Choice
        label={t.lab.mode}
        value={knobs.mode}
        choose={(mode) => change({ ...knobs, mode })}
        options={deferredModes.map((mode) => ({
          value: mode,
          text: t.lab.modes[mode] + (refusalOf(mode) ? ` (${t.lab.needsBroker})` : ''),
          isOff: refusalOf(mode) !== null,
        }))}
      />
      <Choice
        label={t.lab.fault}
        value={knobs.fault}
        choose={(fault) => change({ ...knobs, fault })}
        options={labFaults.map((fault) => ({ value: fault, text: t.lab.faults[fault], isOff: false }))}
      />
      <Amount
        key={`slowMs ${knobs.slowMs}`}
        name="slowMs"
        label={`${t.lab.slowMs} (${t.lab.unitMs})`}
        note={knobs.fault === 'slow' ? undefined : t.lab.onlySlow}
        value={knobs.slowMs}
        take={(slowMs) => change({ ...knobs, slowMs })}
      />
      <Amount
        key={`clients ${knobs.clients}`}
        name="clients"
        label={t.lab.clients}
        value={knobs.clients}
        take={(clients) => change({ ...knobs, clients })}
      />
      <Amount
        key={`seconds ${knobs.seconds}`}
        name="seconds"
        label={`${t.lab.seconds} (${t.lab.unitSeconds})`}
        value={knobs.seconds}
        take={(seconds) => change({ ...knobs, seconds })}
      />
    </fieldset>
  )
}

interface ChoiceProps<V extends string> {
  label: string
  value: V
  options: { value: V; text: string; isOff: boolean }[]
  choose: (value: V) => void
}

function Choice<V extends string>({ label, value, options, choose }: ChoiceProps<V>) {
  const id = useId()
  return (
    <Labelled id={id} label={label}>
      <select id={id} value={value} onChange={(event) => choose(event.target.value as V)} className={control}>
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.isOff}>
            {option.text}
          </option>
        ))}
      </select>
    </Labelled>
  )
}

interface AmountProps {
  name: LabNumber
  label: string
  note?: string
  value: number
  take: (value: number) => void
}

function Amount({ name, label, note, value, take }: AmountProps) {
  const t = useMessages()
  const { number } = useFormat()
  const id = useId()
  const [text, setText] = useState(String(value))
  const { least, most } = labNumbers[name]
  const isWrong = text === '' || isOutside(name, Number(text))
  const within = t.lab.within(number(least), number(most))
  return (
    <Labelled id={id} label={label} note={(isWrong ? undefined : note) ?? within} isWrong={isWrong}>
      <input
        id={id}
        type="number"
        inputMode="numeric"
        min={least}
        max={most}
        required
        value={text}
        aria-invalid={isWrong || undefined}
        aria-describedby={`${id}-note`}
        onChange={(event) => setText(event.target.value)}
        onBlur={() => (isWrong ? setText(String(value)) : Number(text) !== value && take(Number(text)))}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !isWrong) take(Number(text))
        }}
        className={`${control} tabular`}
      />
    </Labelled>
  )
}

interface LabelledProps {
  id: string
  label: string
  note?: string
  isWrong?: boolean
  children: ReactNode
}

function Labelled({ id, label, note, isWrong = false, children }: LabelledProps) {
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="text-14 mb-1 block font-medium">
        {label}
      </label>
      {children}
      <p id={`${id}-note`} className={`text-12 mt-1 min-h-5 ${isWrong ? 'text-failed' : 'text-faint'}`}>
        {note}
      </p>
    </div>
  )
}
