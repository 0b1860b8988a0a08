import type { ShipTo } from '@nowait/contract/order'
import type { HTMLInputAutoCompleteAttribute } from 'react'
import { Field } from '../../components/field.tsx'
import { useMessages } from '../../lib/language.ts'
import type { AddressErrors } from './address.ts'

interface AddressFieldsProps {
  address: ShipTo
  errors: AddressErrors
  onChange: (address: ShipTo) => void
}

export function AddressFields({ address, errors, onChange }: AddressFieldsProps) {
  const t = useMessages()
  const field = (
    name: keyof ShipTo,
    maxLength: number,
    autoComplete: HTMLInputAutoCompleteAttribute,
    options: { hint?: string; inputMode?: 'tel' | 'numeric'; className?: string } = {},
  ) => (
    <Field
      {...options}
      label={t.shop[name]}
      name={name}
      value={address[name]}
      error={errors[name]}
      maxLength={maxLength}
      autoComplete={autoComplete}
      aria-required
      onChange={(event) => onChange({ ...address, [name]: event.target.value })}
    />
  )
  return (
    <div className="grid gap-x-4 gap-y-2 sm:grid-cols-2">
      {field('name', 50, 'name')}
      {field('phone', 20, 'tel', { hint: t.shop.phoneHint, inputMode: 'tel' })}
      {field('postalCode', 5, 'postal-code', { hint: t.shop.postalCodeHint, inputMode: 'numeric' })}
      {field('address', 200, 'street-address', { className: 'sm:col-span-2' })}
    </div>
  )
}
