import { Page } from '../components/page.tsx'
import { SignUpForm } from '../features/account/sign-up-form.tsx'
import { useMessages } from '../lib/language.ts'
import { Link } from '../lib/link.tsx'
import { useSearchParams } from '../lib/location.ts'
import { href, withQuery } from '../lib/paths.ts'

export default function SignUpPage() {
  const t = useMessages()
  const next = useSearchParams().get('next') ?? undefined
  return (
    <Page title={t.account.signUpTitle} isNarrow>
      <div className="mt-8">
        <SignUpForm />
      </div>
      <p className="text-14 text-grey mt-6">
        {t.account.haveAccount}{' '}
        <Link
          to={withQuery(href('signIn'), { next })}
          className="text-accent inline-flex min-h-11 items-center px-1 font-medium underline underline-offset-4"
        >
          {t.account.signInTitle}
        </Link>
      </p>
    </Page>
  )
}
