import type { Mode, OperatedIntegration } from '@nowait/contract/operations'
import type { OperatedService } from '@nowait/contract/ops'
import { useMessages } from '../../lib/language.ts'
import { CommandTrouble } from './words.tsx'
import { opsApi } from './ops-api.ts'
import { useCommand, useOpsTrouble } from './use-command.ts'

interface ModeChoiceProps {
  service: OperatedService
  integration: OperatedIntegration
}

/** The way an integration is carried out from now on; what cannot be chosen says why. */
export function ModeChoice({ service, integration }: ModeChoiceProps) {
  const t = useMessages()
  const { name, mode, defaultMode, choices } = integration
  const change = useCommand({
    run: (to: Mode) =>
      opsApi.opsSetMode({
        params: { service, integration: name },
        body: { mode: to === defaultMode ? null : to },
      }),
    done: (_, to) => t.ops.modeChanged(name, t.ops.modes[to]),
  })
  const trouble = useOpsTrouble(change.error)
  const note = ({ mode: each, refusal }: OperatedIntegration['choices'][number]) => {
    if (each === defaultMode) return ` (${t.ops.byDefault})`
    if (refusal === null) return ''
    return ` (${refusal === 'MODE_MAY_LOSE' ? t.ops.mayLose : t.ops.needsBroker})`
  }
  return (
    <>
      <select
        aria-label={t.ops.modeOf(name)}
        aria-busy={change.isPending || undefined}
        value={change.isPending ? change.variables : mode}
        onChange={(event) => change.mutate(event.target.value as Mode)}
        className="bg-raised border-edge rounded-control text-14 h-11 w-full max-w-64 min-w-0 border px-2 aria-busy:opacity-60"
      >
        {choices.map((choice) => (
          <option
            key={choice.mode}
            value={choice.mode}
            disabled={choice.refusal !== null && choice.mode !== defaultMode && choice.mode !== mode}
          >
            {t.ops.modes[choice.mode]}
            {note(choice)}
          </option>
        ))}
      </select>
      <CommandTrouble>{trouble}</CommandTrouble>
    </>
  )
}
