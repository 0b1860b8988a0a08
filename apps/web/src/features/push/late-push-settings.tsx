import { useEffect, useState, type ComponentType } from 'react'
import { ErrorState } from '../../components/error-state.tsx'
import { loadWords } from '../../lib/language.ts'

interface Props {
  member: string
}

/** Comes after the page: its code and its texts would only make the first one later. */
export function LatePushSettings({ member }: Props) {
  const [Settings, setSettings] = useState<ComponentType<Props>>()
  const [isMissing, setIsMissing] = useState(false)
  const load = () => {
    Promise.all([import('./push-settings.tsx'), loadWords(['push'])]).then(
      ([{ PushSettings }]) => {
        setSettings(() => PushSettings)
        setIsMissing(false)
      },
      () => setIsMissing(true),
    )
  }
  useEffect(load, [])
  return (
    <div className="min-h-36">
      {Settings && <Settings member={member} />}
      {isMissing && <ErrorState code="UNREACHABLE" retry={load} />}
    </div>
  )
}
