import type { ButtonHTMLAttributes } from 'react'

export type ButtonLook = 'primary' | 'quiet' | 'plain'

const looks: Record<ButtonLook, string> = {
  primary:
    'bg-accent text-on-accent hover:bg-accent-strong disabled:bg-ground disabled:text-grey font-semibold px-5',
  quiet:
    'border border-edge text-ink hover:bg-ground disabled:border-hairline disabled:text-faint font-medium px-4',
  plain: 'text-accent hover:text-accent-strong underline-offset-4 hover:underline font-medium px-2',
}

/** The same look for a link that leads on. */
export const buttonClass = (look: ButtonLook = 'primary', className = '') =>
  `inline-flex min-h-11 items-center justify-center gap-2 rounded-control text-14 transition-colors duration-150 disabled:cursor-default aria-disabled:opacity-60 ${looks[look]} ${className}`

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: ButtonLook
  /** Its work is under way: it keeps the focus and ignores further presses. */
  isBusy?: boolean
}

export function Button({ look, isBusy = false, className, onClick, type = 'button', ...rest }: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      aria-disabled={isBusy || undefined}
      aria-busy={isBusy || undefined}
      onClick={(event) => {
        if (isBusy) event.preventDefault()
        else onClick?.(event)
      }}
      className={buttonClass(look, className)}
    />
  )
}
