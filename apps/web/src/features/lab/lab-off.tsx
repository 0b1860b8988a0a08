import { Icon } from '../../components/icon.tsx'
import { useMessages } from '../../lib/language.ts'

/** Why there is nothing to run here, and the command that changes it. */
export function LabOff() {
  const t = useMessages()
  return (
    <div className="bg-ground rounded-control p-5">
      <p className="text-16 flex items-center gap-2 font-medium">
        <Icon name="info" size={16} />
        {t.lab.offTitle}
      </p>
      <p className="text-14 text-grey mt-1">{t.lab.offHint}</p>
      <pre className="bg-raised border-hairline rounded-small text-14 mt-3 w-fit max-w-full overflow-x-auto border px-3 py-2">
        <code>{t.lab.offCommand}</code>
      </pre>
    </div>
  )
}
