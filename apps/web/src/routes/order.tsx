import { Page } from '../components/page.tsx'
import { useMessages } from '../lib/language.ts'

export default function OrderPage() {
  return <Page title={useMessages().account.orderTitle}>{null}</Page>
}
