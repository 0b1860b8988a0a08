import { buttonClass } from '../components/button.tsx'
import { Page } from '../components/page.tsx'
import { useMessages } from '../lib/language.ts'
import { Link } from '../lib/link.tsx'
import { href } from '../lib/paths.ts'

export default function NotFoundPage() {
  const t = useMessages()
  return (
    <Page title={t.common.notFoundTitle} isNarrow>
      <p className="text-grey mb-6">{t.common.notFoundHint}</p>
      <Link to={href('catalogue')} className={buttonClass()}>
        {t.common.browseGoods}
      </Link>
    </Page>
  )
}
