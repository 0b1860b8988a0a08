import { Page } from '../components/page.tsx'
import { useMessages } from '../lib/language.ts'

export default function AccountPage() {
  return <Page title={useMessages().account.accountTitle}>{null}</Page>
}
