import { useMessages } from '../lib/language.ts'
import { Icon, type IconName } from './icon.tsx'

interface StepperProps {
  /** Of what; for those who hear the buttons. */
  name: string
  value: number
  most: number
  onChange: (value: number) => void
}

/** One more, one less, or typed. */
export function QuantityStepper({ name, value, most, onChange }: StepperProps) {
  const t = useMessages()
  const step = (icon: IconName, label: string, next: number) => (
    <button
      type="button"
      aria-label={label}
      disabled={next < 1 || next > most}
      onClick={() => onChange(next)}
      className="text-grey hover:text-ink disabled:text-edge grid size-11 place-items-center disabled:cursor-default"
    >
      <Icon name={icon} size={16} />
    </button>
  )
  return (
    <div className="border-edge bg-raised rounded-control inline-flex items-center border">
      {step('minus', t.shop.fewer(name), value - 1)}
      <input
        inputMode="numeric"
        aria-label={`${t.shop.quantity}, ${name}`}
        value={value}
        onChange={(event) => {
          const typed = Number(event.target.value)
          if (Number.isInteger(typed) && typed >= 1) onChange(Math.min(typed, most))
        }}
        onFocus={(event) => event.target.select()}
        className="tabular text-14 h-11 w-9 bg-transparent text-center font-medium"
      />
      {step('plus', t.shop.more(name), value + 1)}
    </div>
  )
}
