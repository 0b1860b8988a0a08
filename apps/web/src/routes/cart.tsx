import { Page } from '../components/page.tsx'
import { useMessages } from '../lib/language.ts'

export default function CartPage() {
  return <Page title={useMessages().common.shopName}>{null}</Page>
}
