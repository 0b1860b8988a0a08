import type { NamedRebuild } from '@nowait/contract/ops'
import type { RebuildKind } from '@nowait/contract/rebuild'
import { useState } from 'react'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { troubleOf } from '../../lib/api.ts'
import { useMessages } from '../../lib/language.ts'
import { opsApi } from './ops-api.ts'
import { CommandTrouble } from './words.tsx'
import { useCommand, useOpsTrouble } from './use-command.ts'

/** Begins one after a second word, or ends the one under way: that undoes nothing and needs no second word. */
export function RebuildCommands({ rebuild: { run, unfinished } }: { rebuild: NamedRebuild }) {
  const { rebuild: t } = useMessages()
  const [asked, ask] = useState<RebuildKind>()
  const isTakenOn = run?.state === 'silent' && run.actor !== null
  const isOn = run?.state === 'wanted' || run?.state === 'running' || isTakenOn
  return (
    <div className="mt-4">
      {isOn ? (
        <Cancel />
      ) : (
        <div className="flex flex-wrap gap-2">
          <Button onClick={() => ask('rebuild')}>{unfinished ? t.goOn : t.start}</Button>
          <Button look="quiet" onClick={() => ask('compare')}>
            {t.compare}
          </Button>
        </div>
      )}
      <Dialog
        isOpen={asked !== undefined}
        onClose={() => ask(undefined)}
        title={asked === 'compare' ? t.compareAsk : t.startAsk}
      >
        {asked && <Start kind={asked} isLeft={unfinished !== null} close={() => ask(undefined)} />}
      </Dialog>
    </div>
  )
}

function Start({ kind, isLeft, close }: { kind: RebuildKind; isLeft: boolean; close: () => void }) {
  const { rebuild: t } = useMessages()
  const start = useCommand({
    run: () => opsApi.opsStartRebuild({ body: { kind } }),
    done: () => {
      close()
      return kind === 'compare' ? t.comparing : t.started
    },
  })
  return (
    <>
      <p className="text-14">{kind === 'compare' ? t.compareHint : t.startHint}</p>
      <p className="text-14 text-grey mt-1">{isLeft ? `${t.unfinished} ${t.audited}` : t.audited}</p>
      <CommandTrouble>{useRebuildTrouble(start.error)}</CommandTrouble>
      <div className="mt-6 flex flex-wrap justify-end gap-2">
        <Button look="quiet" onClick={close}>
          {t.keep}
        </Button>
        <Button isBusy={start.isPending} onClick={() => start.mutate()}>
          {kind === 'compare' ? t.compare : isLeft ? t.goOn : t.start}
        </Button>
      </div>
    </>
  )
}

function Cancel() {
  const { rebuild: t } = useMessages()
  const cancel = useCommand({ run: () => opsApi.opsCancelRebuild(), done: () => t.ended })
  return (
    <>
      <Button look="quiet" isBusy={cancel.isPending} onClick={() => cancel.mutate()}>
        {t.cancel}
      </Button>
      <CommandTrouble>{useRebuildTrouble(cancel.error)}</CommandTrouble>
    </>
  )
}

function useRebuildTrouble(error: unknown): string | undefined {
  const { rebuild: t } = useMessages()
  const usual = useOpsTrouble(error)
  const code = troubleOf(error)
  if (code === 'REBUILD_RUNNING') return t.isRunning
  return code === 'REBUILD_NOT_RUNNING' ? t.isNotRunning : usual
}
