import { useId, type ReactNode } from 'react'

interface SectionProps {
  title: string
  hint?: string
  children: ReactNode
}

/** A part of a page of operators under its heading. It takes the focus when what had it is gone. */
export function Section({ title, hint, children }: SectionProps) {
  const id = useId()
  return (
    <section aria-labelledby={id} tabIndex={-1} className="outline-none">
      <h2 id={id} className="text-20">
        {title}
      </h2>
      {hint && <p className="text-14 text-grey mt-1">{hint}</p>}
      <div className="mt-3">{children}</div>
    </section>
  )
}

/** After a command that takes its own button away; a dialog first gives the focus back to who opened it. */
export function focusSection(inside: HTMLElement | null): void {
  const section = inside?.closest<HTMLElement>('section')
  requestAnimationFrame(() => section?.focus({ preventScroll: true }))
}
