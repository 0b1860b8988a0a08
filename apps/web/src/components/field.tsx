import { useId, type InputHTMLAttributes } from 'react'

interface FieldProps extends InputHTMLAttributes<HTMLInputElement> {
  label: string
  hint?: string
  /** What is wrong with it; empty: nothing. */
  error?: string
}

/** A labelled input with room for a hint or for what is wrong, so that neither moves what follows. */
export function Field({ label, hint, error, className = '', ...input }: FieldProps) {
  const id = useId()
  const note = error || hint
  return (
    <div className={className}>
      <label htmlFor={id} className="text-14 mb-1 block font-medium">
        {label}
      </label>
      <input
        {...input}
        id={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={note ? `${id}-note` : undefined}
        className="bg-raised border-edge aria-invalid:border-failed rounded-control text-16 block h-12 w-full border px-3 transition-colors duration-150 disabled:opacity-60"
      />
      <p id={`${id}-note`} className={`text-12 mt-1 min-h-5 ${error ? 'text-failed' : 'text-faint'}`}>
        {note}
      </p>
    </div>
  )
}
