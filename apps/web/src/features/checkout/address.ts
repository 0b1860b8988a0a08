import type { ShipTo } from '@nowait/contract/order'
import type { ProblemBody } from '@nowait/contract/problem'
import type { Messages } from '../../messages/messages.ts'

export const emptyAddress: ShipTo = { name: '', phone: '', postalCode: '', address: '' }

export type AddressErrors = Partial<Record<keyof ShipTo, string>>

/** The contract's rules in the customer's words; the server has the last one. */
export function checkAddress(address: ShipTo, t: Messages): AddressErrors {
  const errors: AddressErrors = {}
  for (const field of ['name', 'phone', 'postalCode', 'address'] as const)
    if (address[field].trim() === '') errors[field] = t.shop.required
  if (!errors.phone && !/^\+?[\d -]{8,20}$/.test(address.phone.trim())) errors.phone = t.shop.phoneWrong
  if (!errors.postalCode && !/^\d{5}$/.test(address.postalCode.trim()))
    errors.postalCode = t.shop.postalCodeWrong
  return errors
}

/** What the server found wrong with the address, at its fields. */
export function errorsFromServer(problem: ProblemBody | undefined, t: Messages): AddressErrors {
  const wrong = { phone: t.shop.phoneWrong, postalCode: t.shop.postalCodeWrong }
  const errors: AddressErrors = {}
  for (const { path } of problem?.issues ?? []) {
    const field = path.replace('body.shipTo.', '')
    if (field in emptyAddress)
      errors[field as keyof ShipTo] =
        wrong[field as keyof typeof wrong] ?? t.common.trouble.INVALID_REQUEST ?? t.shop.required
  }
  return errors
}
