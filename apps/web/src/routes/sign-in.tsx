import { Page } from '../components/page.tsx'
import { useMessages } from '../lib/language.ts'

export default function SignInPage() {
  return <Page title={useMessages().account.signInTitle}>{null}</Page>
}
