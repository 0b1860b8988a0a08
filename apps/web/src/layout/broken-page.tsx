import { Button } from '../components/button.tsx'
import { Page } from '../components/page.tsx'
import { useMessages } from '../lib/language.ts'

/** What the error boundary shows. */
export function BrokenPage() {
  const t = useMessages()
  return (
    <Page title={t.common.brokenTitle} isNarrow>
      <p className="text-grey mb-6">{t.common.brokenHint}</p>
      <Button onClick={() => location.reload()}>{t.common.reload}</Button>
    </Page>
  )
}
