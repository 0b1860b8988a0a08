import { useEffect, useRef, type ReactNode } from 'react'
import { useMessages } from '../lib/language.ts'

interface PageProps {
  title: string
  /** Shown in place of the title where the title alone would be dull; the document keeps the title. */
  heading?: ReactNode
  /** Beside the title. */
  aside?: ReactNode
  /** Under the title: the arrival strip of pages that are made of parts. */
  strip?: ReactNode
  /** Forms read better in a narrow column. */
  isNarrow?: boolean
  children: ReactNode
}

// The first page of a visit is read from its top by itself; from then on a new page says that it is one.
let isFirstPage = true

/** The frame of every page: its only h1, which takes the focus after a navigation, and the title of the document. */
export function Page({ title, heading = title, aside, strip, isNarrow = false, children }: PageProps) {
  const t = useMessages()
  const h1 = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (!isFirstPage) h1.current?.focus({ preventScroll: true })
    isFirstPage = false
  }, [])
  useEffect(() => {
    document.title =
      title === t.common.shopName ? `${title} · ${t.common.tagline}` : t.common.pageTitle(title)
  }, [title, t])
  return (
    <div className={isNarrow ? 'mx-auto max-w-md' : ''}>
      <div className="mb-4 flex flex-wrap items-end justify-between gap-x-4 gap-y-2">
        <h1 ref={h1} tabIndex={-1} className="text-28">
          {heading}
        </h1>
        {aside}
      </div>
      {strip && <div className="mb-4">{strip}</div>}
      {children}
    </div>
  )
}
