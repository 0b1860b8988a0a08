import type { ReactNode } from 'react'

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
