import { Page } from '../components/page.tsx'
import { OrderHistory } from '../features/orders/order-history.tsx'
import { useMessages } from '../lib/language.ts'

export default function OrdersPage() {
  return (
    <Page title={useMessages().member.ordersTitle}>
      <OrderHistory />
    </Page>
  )
}
