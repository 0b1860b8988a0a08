import { useEffect, useState, type ComponentType, type ReactNode } from 'react'
import { loadWords, useMessages } from '../lib/language.ts'
import { Header } from './header.tsx'

export function Layout({ pathname, children }: { pathname: string; children: ReactNode }) {
  const t = useMessages()
  return (
    <>
      <a
        href="#main"
        className="bg-ink text-paper rounded-control fixed top-2 left-2 z-30 -translate-y-20 px-4 py-3 focus:translate-y-0"
      >
        {t.common.skipToContent}
      </a>
      <Header pathname={pathname} />
      <main id="main" tabIndex={-1} className="wide min-h-[calc(100svh-4rem)] pt-8 outline-none md:pt-12">
        {children}
      </main>
      <Late />
    </>
  )
}

/** A picture that hangs keeps the rest waiting no longer than this. */
const latestMs = 3_000

/** Comes after the page: its code would only make the first one later. */
function Late() {
  const [Parts, setParts] = useState<ComponentType>()
  useEffect(() => {
    void windowLoaded()
      .then(() => Promise.all([import('./late-parts.tsx'), loadWords(['late'])]))
      .then(
        ([{ LateParts }]) => setParts(() => LateParts),
        () => undefined,
      )
  }, [])
  return Parts && <Parts />
}

const windowLoaded = () =>
  new Promise<void>((resolve) => {
    if (document.readyState === 'complete') return resolve()
    addEventListener('load', () => resolve(), { once: true })
    setTimeout(resolve, latestMs)
  })
