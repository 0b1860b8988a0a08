import { Page } from '../components/page.tsx'
import { useMessages } from '../lib/language.ts'

export default function SignUpPage() {
  return <Page title={useMessages().account.signUpTitle}>{null}</Page>
}
