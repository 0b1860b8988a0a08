import { useEffect, useState, type ComponentType } from 'react'
import { loadWords } from '../../lib/language.ts'

interface Props {
  member: string
}

/** Comes after the page: its code and its texts would only make the first one later. */
export function LatePushSettings({ member }: Props) {
  const [Settings, setSettings] = useState<ComponentType<Props>>()
  useEffect(() => {
    Promise.all([import('./push-settings.tsx'), loadWords(['push'])]).then(
      ([{ PushSettings }]) => setSettings(() => PushSettings),
      () => undefined,
    )
  }, [])
  return <div className="min-h-36">{Settings && <Settings member={member} />}</div>
}
