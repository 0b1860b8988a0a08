import { Page } from '../components/page.tsx'
import { useMessages } from '../lib/language.ts'

export default function MyPagePage() {
  return <Page title={useMessages().account.myPageTitle}>{null}</Page>
}
