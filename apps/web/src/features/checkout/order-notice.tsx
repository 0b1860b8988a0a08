import type { ReactNode } from 'react'
import { Icon } from '../../components/icon.tsx'

/** What stands between the customer and the order, told where they look: above the button. */
export function OrderNotice({
  tone,
  title,
  children,
}: {
  tone: 'failed' | 'late'
  title: string
  children?: ReactNode
}) {
  const look = tone === 'failed' ? 'border-failed bg-failed-wash' : 'border-late bg-late-wash'
  return (
    <div role="alert" className={`animate-settle rounded-control text-14 border p-4 ${look}`}>
      <p className="flex items-start gap-2 font-semibold">
        <span className={`mt-0.5 ${tone === 'failed' ? 'text-failed' : 'text-late'}`}>
          <Icon name={tone === 'failed' ? 'alert' : 'clock'} size={16} />
        </span>
        {title}
      </p>
      {children && <div className="mt-1 pl-6">{children}</div>}
    </div>
  )
}
