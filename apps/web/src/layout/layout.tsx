import type { ReactNode } from 'react'
import { LiveRegion } from '../components/live-region.tsx'
import { Toaster } from '../components/toaster.tsx'
import { useMessages } from '../lib/language.ts'
import { Footer } from './footer.tsx'
import { Header } from './header.tsx'
import { OfflineBanner } from './offline-banner.tsx'

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
      <Footer />
      <OfflineBanner />
      <Toaster />
      <LiveRegion />
    </>
  )
}
