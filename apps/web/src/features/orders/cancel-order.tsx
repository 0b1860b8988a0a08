import { useRef, useState } from 'react'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { useMessages } from '../../lib/language.ts'
import { useCancelOrder, type Cancellable } from './use-cancel-order.ts'

/** Asks once, then shows the cancellation as received without waiting for it. */
export function CancelOrder({ order }: { order: Cancellable }) {
  const t = useMessages()
  const [isAsking, setAsking] = useState(false)
  const { mutate, isPending } = useCancelOrder()
  const place = useRef<HTMLSpanElement>(null)
  const confirm = () => {
    const around = place.current?.closest<HTMLElement>('article, section')
    setAsking(false)
    mutate(order)
    // The button goes with the press: the focus stays with the order, whose state has changed.
    requestAnimationFrame(() => focusOn(around))
  }
  return (
    <span ref={place}>
      <Button
        look="quiet"
        aria-label={t.member.ofOrder(t.member.cancel, order.number)}
        isBusy={isPending}
        onClick={() => setAsking(true)}
      >
        {t.member.cancel}
      </Button>
      <Dialog isOpen={isAsking} onClose={() => setAsking(false)} title={t.member.cancelAsk}>
        <p className="text-14 text-grey mb-1">{t.member.orderNumber(order.number)}</p>
        <p className="text-14 text-grey mb-6">{t.member.cancelAskHint}</p>
        <div className="flex flex-wrap justify-end gap-2">
          <Button look="quiet" onClick={() => setAsking(false)}>
            {t.member.cancelKeep}
          </Button>
          <Button onClick={confirm}>{t.member.cancel}</Button>
        </div>
      </Dialog>
    </span>
  )
}

function focusOn(element: HTMLElement | null | undefined): void {
  if (!element) return
  element.tabIndex = -1
  element.focus({ preventScroll: true })
}
