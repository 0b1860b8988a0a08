import { Icon } from '../components/icon.tsx'
import { useMessages } from '../lib/language.ts'
import { useOnline } from '../lib/online.ts'

/** Floats, so that its coming and going moves nothing. */
export function OfflineBanner() {
  const t = useMessages()
  const isOnline = useOnline()
  return (
    <output className="pointer-events-none fixed inset-x-0 bottom-0 z-10 flex justify-center p-4">
      {!isOnline && (
        <span className="animate-settle bg-late-wash text-ink border-late rounded-control shadow-float text-14 flex items-center gap-2 border px-4 py-3">
          <span className="text-late">
            <Icon name="offline" />
          </span>
          {t.late.offline}
        </span>
      )}
    </output>
  )
}
