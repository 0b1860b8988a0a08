import { Button } from '../../components/button.tsx'
import { Icon, type IconName } from '../../components/icon.tsx'
import { Skeleton } from '../../components/skeleton.tsx'
import { StatusBadge, type Tone } from '../../components/status-badge.tsx'
import { useMessages } from '../../lib/language.ts'
import { useOnline } from '../../lib/online.ts'
import { type PushState, usePush } from './use-push.ts'

/** Notifications of the browser itself: whether it shows them, and a button to change that. */
export function PushSettings({ member }: { member: string }) {
  const t = useMessages()
  const isOnline = useOnline()
  const push = usePush(member)
  const hint = useHint(push, isOnline)
  const { state } = push
  const isOn = state === 'on' || state === 'turning-off'
  const canChange = isOn || state === 'off' || state === 'turning-on'
  return (
    <>
      <div aria-live="polite">
        {state === 'checking' ? <Skeleton className="h-6 w-28" /> : <State state={state} />}
        {push.trouble && canChange ? (
          <p className="text-14 text-failed mt-2 flex min-h-11 gap-2">
            <span className="mt-1">
              <Icon name="alert" size={16} />
            </span>
            {push.trouble}
          </p>
        ) : (
          <p className="text-14 text-grey mt-2 min-h-11">{hint}</p>
        )}
      </div>
      {canChange && (
        <Button
          look="quiet"
          className="mt-3"
          isBusy={state === 'turning-on' || state === 'turning-off'}
          disabled={!isOnline}
          onClick={isOn ? push.turnOff : push.turnOn}
        >
          {isOn ? t.push.turnOff : t.push.turnOn}
        </Button>
      )}
    </>
  )
}

function State({ state }: { state: Exclude<PushState, 'checking'> }) {
  const t = useMessages()
  const shown: Record<typeof state, [tone: Tone, icon: IconName]> = {
    on: ['done', 'check'],
    off: ['plain', 'bell'],
    'turning-on': ['late', 'clock'],
    'turning-off': ['late', 'clock'],
    denied: ['failed', 'close'],
    unsupported: ['plain', 'info'],
    insecure: ['plain', 'info'],
  }
  const [tone, icon] = shown[state]
  return (
    <StatusBadge tone={tone} icon={icon}>
      {t.push.states[state]}
    </StatusBadge>
  )
}

function useHint({ state, isUndecided, browsers }: ReturnType<typeof usePush>, isOnline: boolean): string {
  const t = useMessages()
  if (state === 'checking') return ''
  if (!isOnline && (state === 'on' || state === 'off')) return t.push.offline[state]
  if (state === 'off' && isUndecided) return t.push.undecided
  if (state !== 'on') return t.push.hints[state]
  if (browsers.isError) return t.push.unchecked
  return t.push.onHere(browsers.data ?? 1)
}
