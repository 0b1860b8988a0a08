import { useState } from 'react'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { useMessages } from '../../lib/language.ts'
import { useCancelOrder, type Cancellable } from './use-cancel-order.ts'

/** Asks once, then shows the cancellation as received without waiting for it. */
export function CancelOrder({ order }: { order: Cancellable }) {
  const t = useMessages()
  const [isAsking, setAsking] = useState(false)
  const { mutate, isPending } = useCancelOrder()
  return (
    <>
      <Button
        look="quiet"
        aria-label={t.account.cancelOf(order.number)}
        isBusy={isPending}
        onClick={() => setAsking(true)}
      >
        {t.account.cancel}
      </Button>
      <Dialog isOpen={isAsking} onClose={() => setAsking(false)} title={t.account.cancelAsk}>
        <p className="text-14 text-grey mb-1">{t.account.orderNumber(order.number)}</p>
        <p className="text-14 text-grey mb-6">{t.account.cancelAskHint}</p>
        <div className="flex flex-wrap justify-end gap-2">
          <Button look="quiet" onClick={() => setAsking(false)}>
            {t.account.cancelKeep}
          </Button>
          <Button
            onClick={() => {
              setAsking(false)
              mutate(order)
            }}
          >
            {t.account.cancel}
          </Button>
        </div>
      </Dialog>
    </>
  )
}
