import { useId, type ReactNode } from 'react'

interface OpsSectionProps {
  title: string
  hint?: string
  children: ReactNode
}

/** A part of the operator page under its heading. It takes the focus when what had it is gone. */
export function OpsSection({ title, hint, children }: OpsSectionProps) {
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

/** A quiet word where a list would be. */
export function Nothing({ children }: { children: ReactNode }) {
  return <p className="text-14 text-grey border-hairline border-y py-6 text-center">{children}</p>
}

/** Why a command failed, beside what it was given by. */
export function CommandTrouble({ children }: { children: string | undefined }) {
  return (
    <p role="alert" className="text-12 text-failed empty:hidden">
      {children}
    </p>
  )
}
