import { useId, type ReactNode } from 'react'

interface LabSectionProps {
  title: string
  hint?: string
  children: ReactNode
}

/** A part of the lab under its heading. */
export function LabSection({ title, hint, children }: LabSectionProps) {
  const id = useId()
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className="text-20">
        {title}
      </h2>
      {hint && <p className="text-14 text-grey mt-1">{hint}</p>}
      <div className="mt-3">{children}</div>
    </section>
  )
}
