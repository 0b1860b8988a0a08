import type { ReactNode } from 'react'

/** Nothing here yet, and the next step. */
export function EmptyState({ title, hint, action }: { title: string; hint?: string; action?: ReactNode }) {
  return (
    <div className="flex flex-col items-center gap-2 px-4 py-12 text-center">
      <p className="text-16 font-medium">{title}</p>
      {hint && <p className="text-14 text-grey max-w-96">{hint}</p>}
      {action && <div className="mt-4">{action}</div>}
    </div>
  )
}
