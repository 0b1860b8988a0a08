import { useEffect, useId, useRef, type ReactNode } from 'react'

interface DialogProps {
  isOpen: boolean
  /** Escape, the backdrop, or a button inside. */
  onClose: () => void
  title: string
  children: ReactNode
}

/** The browser's own modal dialog: focus, Escape and the page behind it are its business. */
export function Dialog({ isOpen, onClose, title, children }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    const dialog = element.current!
    if (isOpen && !dialog.open) dialog.showModal()
    if (!isOpen && dialog.open) dialog.close()
  }, [isOpen])
  return (
    <dialog
      ref={element}
      aria-labelledby={id}
      onClose={onClose}
      closedby="any"
      className="bg-raised text-ink rounded-control shadow-float backdrop:bg-ink/40 m-auto w-[min(28rem,calc(100vw-2rem))] p-0"
    >
      {isOpen && (
        <div className="p-6">
          <h2 id={id} className="text-20 mb-3">
            {title}
          </h2>
          {children}
        </div>
      )}
    </dialog>
  )
}
