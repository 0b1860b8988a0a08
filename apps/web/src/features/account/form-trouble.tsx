import { Icon } from '../../components/icon.tsx'

/** What went wrong with the form as a whole. Told as soon as it is known. */
export function FormTrouble({ text }: { text: string | undefined }) {
  return (
    <div role="alert">
      {text && (
        <p className="text-14 text-failed mb-2 flex items-start gap-2">
          <span className="mt-1">
            <Icon name="alert" size={16} />
          </span>
          {text}
        </p>
      )}
    </div>
  )
}
