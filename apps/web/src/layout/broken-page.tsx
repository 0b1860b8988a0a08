import { Page } from '../components/page.tsx'
import { useMessages } from '../lib/language.ts'

/** What the error boundary shows. */
export function BrokenPage() {
  const t = useMessages()
  return (
    <Page title={t.common.brokenTitle} isNarrow>
      <p className="text-grey mb-6">{t.common.brokenHint}</p>
      <a
        href={location.href}
        className="text-accent inline-flex min-h-11 items-center underline underline-offset-4"
      >
        {t.common.reload}
      </a>
    </Page>
  )
}
