import { useState, type SubmitEvent } from 'react'
import { Button } from '../../components/button.tsx'
import { Field } from '../../components/field.tsx'
import { api } from '../../lib/api.ts'
import { useMessages } from '../../lib/language.ts'
import { useEntryTrouble } from './entry-trouble.ts'
import { focusFirstError, textOf } from './form.ts'
import { FormTrouble } from './form-trouble.tsx'
import { shortestPassword } from './password.ts'
import { useEnter } from './use-enter.ts'

interface NewMember {
  name: string
  email: string
  password: string
}

export function SignUpForm() {
  const t = useMessages()
  const enter = useEnter((body: NewMember) => api.signUp({ body }))
  const [errors, setErrors] = useState<Partial<NewMember>>({})
  const trouble = useEntryTrouble(enter.error, t.account.wrongCredentials)
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const body = {
      name: textOf(form, 'name').trim(),
      email: textOf(form, 'email').trim(),
      password: textOf(form, 'password'),
    }
    const wrong = {
      ...(!body.name && { name: t.account.nameMissing }),
      ...(!/^\S+@\S+\.\S+$/.test(body.email) && { email: t.account.emailInvalid }),
      ...(body.password.length < shortestPassword && { password: t.account.passwordTooShort }),
    }
    setErrors(wrong)
    if (!focusFirstError(form, wrong) && !enter.isPending) enter.mutate(body)
  }
  return (
    <form noValidate onSubmit={submit} className="grid gap-2">
      <Field
        label={t.account.name}
        name="name"
        autoComplete="name"
        maxLength={50}
        required
        error={errors.name}
      />
      <Field
        label={t.account.email}
        name="email"
        type="email"
        autoComplete="username"
        maxLength={254}
        required
        error={errors.email}
      />
      <Field
        label={t.account.password}
        name="password"
        type="password"
        autoComplete="new-password"
        maxLength={256}
        required
        hint={t.account.passwordRule}
        error={errors.password}
      />
      <FormTrouble text={trouble} />
      <Button type="submit" className="w-full" isBusy={enter.isPending}>
        {enter.isPending ? t.account.signingUp : t.account.signUp}
      </Button>
    </form>
  )
}
