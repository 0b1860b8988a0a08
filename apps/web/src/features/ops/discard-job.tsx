import type { OperatedJob } from '@nowait/contract/operations'
import type { OperatedService } from '@nowait/contract/ops'
import { useState } from 'react'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { useMessages } from '../../lib/language.ts'
import { opsApi } from './ops-api.ts'
import { CommandTrouble } from './words.tsx'
import { useCommand, useOpsTrouble } from './use-command.ts'

interface DiscardJobProps {
  service: OperatedService
  job: OperatedJob
  /** The button goes with the job. */
  onDone: () => void
}

/** Asks once: what is discarded cannot be run again. */
export function DiscardJob({ service, job: { id, queue }, onDone }: DiscardJobProps) {
  const t = useMessages()
  const [isAsking, setAsking] = useState(false)
  const discard = useCommand({
    run: () => opsApi.opsDiscardJob({ params: { service, job: id } }),
    done: () => {
      setAsking(false)
      onDone()
      return t.ops.discarded(id)
    },
  })
  return (
    <>
      <Button look="quiet" aria-label={t.ops.ofJob(t.ops.discard, id)} onClick={() => setAsking(true)}>
        {t.ops.discard}
      </Button>
      <Dialog isOpen={isAsking} onClose={() => setAsking(false)} title={t.ops.discardAsk}>
        <p className="text-14 mb-1">
          {queue} {t.ops.jobNumber(id)}
        </p>
        <p className="text-14 text-grey">{t.ops.discardHint}</p>
        <CommandTrouble>{useOpsTrouble(discard.error)}</CommandTrouble>
        <div className="mt-6 flex flex-wrap justify-end gap-2">
          <Button look="quiet" onClick={() => setAsking(false)}>
            {t.ops.keep}
          </Button>
          <Button isBusy={discard.isPending} onClick={() => discard.mutate()}>
            {t.ops.discard}
          </Button>
        </div>
      </Dialog>
    </>
  )
}
