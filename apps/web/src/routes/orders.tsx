import { Page } from '../components/page.tsx'
import { useMessages } from '../lib/language.ts'

export default function OrdersPage() {
  return <Page title={useMessages().account.ordersTitle}>{null}</Page>
}
