import { useRef, type AnchorHTMLAttributes, type MouseEvent } from 'react'
import { go, prefetch } from './router.ts'

/** Long enough to pass over a link on the way to another, short enough to be done before the click. */
const intentMs = 65

interface LinkProps extends Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'> {
  to: string
  replace?: boolean
}

/** A link inside the shop: pointing at it, focusing it or touching it fetches the page, a click then opens it at once. */
export function Link({ to, replace, onClick, children, ...rest }: LinkProps) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const intend = () => {
    clearTimeout(timer.current)
    timer.current = setTimeout(prefetch, intentMs, to)
  }
  const forget = () => clearTimeout(timer.current)
  return (
    <a
      {...rest}
      href={to}
      onPointerEnter={intend}
      onPointerLeave={forget}
      onFocus={intend}
      onBlur={forget}
      onTouchStart={() => prefetch(to)}
      onClick={(event) => {
        onClick?.(event)
        forget()
        if (!isPlainClick(event)) return
        event.preventDefault()
        void go(to, { replace })
      }}
    >
      {children}
    </a>
  )
}

function isPlainClick(event: MouseEvent<HTMLAnchorElement>): boolean {
  const hasModifier = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey
  return !event.defaultPrevented && event.button === 0 && !hasModifier && !event.currentTarget.target
}
