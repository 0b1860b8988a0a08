import { Page } from '../components/page.tsx'
import { SignInForm } from '../features/account/sign-in-form.tsx'
import { useMessages } from '../lib/language.ts'
import { Link } from '../lib/link.tsx'
import { useSearchParams } from '../lib/location.ts'
import { href, withQuery } from '../lib/paths.ts'

export default function SignInPage() {
  const t = useMessages()
  const next = useSearchParams().get('next') ?? undefined
  return (
    <Page title={t.account.signInTitle} isNarrow>
      {next && <p className="text-14 text-grey">{t.account.signInFirst}</p>}
      <div className="mt-8">
        <SignInForm />
      </div>
      <p className="text-14 text-grey mt-6">
        {t.account.noAccount}{' '}
        <Link
          to={withQuery(href('signUp'), { next })}
          className="text-accent inline-flex min-h-11 items-center px-1 font-medium underline underline-offset-4"
        >
          {t.account.signUpTitle}
        </Link>
      </p>
      <p className="text-12 text-faint">{t.account.noReset}</p>
    </Page>
  )
}
