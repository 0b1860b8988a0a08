import { useEffect, useRef } from 'react'
import { useMessages } from '../lib/language.ts'
import { Link } from '../lib/link.tsx'
import { usePathname } from '../lib/location.ts'
import { dismissToast, toasts, type Toast } from '../lib/toast.ts'
import { Icon } from './icon.tsx'

const shownMs = { plain: 6_000, withAction: 12_000 }

/** Where short messages float. The region is always there: screen readers only follow one that they know. */
export function Toaster() {
  const pathname = usePathname()
  const shown = toasts.use()
  useEffect(() => {
    // What leads to a page has done its work there.
    for (const { id, action } of toasts.get())
      if (action && 'to' in action && action.to === pathname) dismissToast(id)
  }, [pathname])
  return (
    <output className="pointer-events-none fixed inset-x-0 bottom-0 z-20 flex flex-col items-center gap-2 p-4 max-md:pb-24">
      {shown.map((toast) => (
        <Message key={toast.id} toast={toast} />
      ))}
    </output>
  )
}

function Message({ toast }: { toast: Toast }) {
  const t = useMessages()
  const element = useRef<HTMLSpanElement>(null)
  const { id, text, tone, action } = toast
  const ms = action ? shownMs.withAction : shownMs.plain
  useEffect(() => {
    const timer = setInterval(() => {
      // Whoever points at it or is in it is not done with it.
      if (!element.current?.matches(':hover, :focus-within')) dismissToast(id)
    }, ms)
    return () => clearInterval(timer)
  }, [id, ms])
  return (
    <span
      ref={element}
      className="animate-settle bg-ink text-paper rounded-control shadow-float text-14 pointer-events-auto flex max-w-[min(32rem,100%)] items-center gap-2 pl-4"
    >
      {tone === 'failed' && <Icon name="alert" size={16} />}
      <span className="py-3">{text}</span>
      {action && <Action action={action} done={() => dismissToast(id)} />}
      <button
        type="button"
        aria-label={t.common.close}
        onClick={() => dismissToast(id)}
        className="grid size-11 place-items-center opacity-70 hover:opacity-100"
      >
        <Icon name="close" size={14} />
      </button>
    </span>
  )
}

const actionLook = 'flex min-h-11 shrink-0 items-center px-3 font-semibold underline underline-offset-4'

function Action({ action, done }: { action: NonNullable<Toast['action']>; done: () => void }) {
  if ('to' in action)
    return (
      <Link to={action.to} onClick={done} className={actionLook}>
        {action.label}
      </Link>
    )
  const run = () => {
    done()
    action.run()
  }
  return (
    <button type="button" onClick={run} className={actionLook}>
      {action.label}
    </button>
  )
}
