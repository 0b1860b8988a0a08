import { Icon, type IconName } from '../../components/icon.tsx'
import { useOnline } from '../../lib/online.ts'
import { useMessages } from '../../lib/language.ts'
import { useTrouble } from '../../lib/trouble.ts'
import { useAmounts } from './amounts.ts'
import { isUnderWay, type Run } from './run.ts'

interface Said {
  icon: IconName
  color: string
  text: string
}

/** How far a run is, in a word and a bar; its room is always there. */
export function RunStatus({ run, isBusy }: { run: Run; isBusy: boolean }) {
  const { icon, color, text } = useStatus(run, isBusy)
  const atMs = run.ticks.at(-1)?.atMs ?? 0
  const share = run.state === 'done' || run.state === 'settling' ? 1 : atMs / (run.knobs.seconds * 1_000)
  return (
    <div className="min-h-11">
      <p className={`text-14 flex min-h-8 items-center gap-2 ${color}`}>
        <Icon name={icon} size={16} />
        {text}
      </p>
      <div aria-hidden="true" className="bg-ground h-1 overflow-hidden rounded-full">
        <div
          className="bg-accent h-full origin-left transition-transform duration-200"
          style={{ transform: `scaleX(${share})` }}
        />
      </div>
    </div>
  )
}

function useStatus(run: Run, isBusy: boolean): Said {
  const t = useMessages()
  const { number } = useAmounts()
  const isOnline = useOnline()
  const usual = useTrouble(run.trouble?.code ?? 'INTERNAL', run.trouble, 'yours')
  const late = (text: string): Said => ({ icon: 'clock', color: 'text-late', text })
  const wrong = (text: string): Said => ({ icon: 'alert', color: 'text-failed', text })
  const plain = (icon: IconName, text: string): Said => ({ icon, color: 'text-grey', text })
  if (!isOnline && !isUnderWay(run)) return { ...late(t.lab.offline), icon: 'offline' }
  switch (run.state) {
    case 'idle':
      return isBusy ? late(t.lab.busy) : plain('info', t.lab.idle)
    case 'preparing':
      return plain('clock', t.lab.preparing)
    case 'running': {
      const second = Math.floor((run.ticks.at(-1)?.atMs ?? 0) / 1_000)
      return plain('clock', t.lab.running(number(second), number(run.knobs.seconds)))
    }
    case 'settling':
      return plain('clock', t.lab.settling(number(run.pending)))
    case 'done':
      return { icon: 'check', color: 'text-done', text: t.lab.done }
    case 'failed':
      return wrong(t.lab.failed)
    case 'cut':
      return wrong(t.lab.cut)
    case 'stopped':
      return plain('info', t.lab.stopped)
    case 'refused':
      return wrong(t.lab.trouble[run.trouble?.code ?? 'INTERNAL'] ?? usual)
  }
}
