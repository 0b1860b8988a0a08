import { LiveRegion } from '../components/live-region.tsx'
import { Toaster } from '../components/toaster.tsx'
import { useLive } from '../lib/live.ts'
import { Footer } from './footer.tsx'
import { OfflineBanner } from './offline-banner.tsx'

/** What nobody sees first: below the page, or only when something happens. */
export function LateParts() {
  useLive()
  return (
    <>
      <Footer />
      <OfflineBanner />
      <Toaster />
      <LiveRegion />
    </>
  )
}
