import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState, type SubmitEvent } from 'react'
import { Button } from '../../components/button.tsx'
import { Field } from '../../components/field.tsx'
import { api } from '../../lib/api.ts'
import { language, useMessages } from '../../lib/language.ts'
import { pushOwner } from '../../lib/push-owner.ts'
import { signedIn } from '../../lib/session.ts'
import { toast } from '../../lib/toast.ts'
import { useEntryTrouble } from './entry-trouble.ts'
import { focusFirstError, textOf } from './form.ts'
import { FormTrouble } from './form-trouble.tsx'
import { shortestPassword } from './password.ts'

interface Passwords {
  current: string
  next: string
}

export function PasswordForm({ email }: { email: string }) {
  const t = useMessages()
  const client = useQueryClient()
  const element = useRef<HTMLFormElement>(null)
  const [errors, setErrors] = useState<Partial<Passwords>>({})
  const change = useMutation({
    mutationFn: (body: Passwords) => api.changePassword({ body }),
    onSuccess: (session) => {
      signedIn(client, session)
      element.current?.reset()
      toast(t.account.passwordChanged)
      keepPushesHere()
    },
  })
  const trouble = useEntryTrouble(change.error, t.account.wrongCurrentPassword)
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const body = { current: textOf(form, 'current'), next: textOf(form, 'next') }
    const wrong = {
      ...(!body.current && { current: t.account.passwordMissing }),
      ...(body.next.length < shortestPassword && { next: t.account.passwordTooShort }),
    }
    setErrors(wrong)
    if (!focusFirstError(form, wrong) && !change.isPending) change.mutate(body)
  }
  return (
    <form
      ref={element}
      noValidate
      onSubmit={submit}
      className="grid justify-items-start gap-2 *:w-full *:[button]:w-auto"
    >
      <input type="email" name="email" autoComplete="username" value={email} readOnly hidden />
      <Field
        label={t.account.currentPassword}
        name="current"
        type="password"
        autoComplete="current-password"
        maxLength={256}
        required
        error={errors.current}
      />
      <Field
        label={t.account.newPassword}
        name="next"
        type="password"
        autoComplete="new-password"
        maxLength={256}
        required
        hint={t.account.passwordRule}
        error={errors.next}
      />
      <FormTrouble text={trouble} />
      <Button type="submit" look="quiet" isBusy={change.isPending}>
        {change.isPending ? t.account.savingPassword : t.account.savePassword}
      </Button>
    </form>
  )
}

/** With a new password pushes end everywhere; here somebody is, and goes on to get them. */
function keepPushesHere(): void {
  if (!pushOwner.get()) return
  import('../../lib/push-browser.ts').then(({ renew }) => renew(language())).catch(() => undefined)
}
