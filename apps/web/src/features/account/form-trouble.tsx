import { Icon } from '../../components/icon.tsx'

/** What went wrong with the form as a whole. The place is kept, and told when it fills. */
export function FormTrouble({ text }: { text: string | undefined }) {
  return (
    <div role="alert" className="text-14 text-failed mb-2 flex min-h-6 items-start gap-2">
      {text && (
        <>
          <span className="mt-1">
            <Icon name="alert" size={16} />
          </span>
          {text}
        </>
      )}
    </div>
  )
}
