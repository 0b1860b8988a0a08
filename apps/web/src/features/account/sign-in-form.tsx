import { useState, type SubmitEvent } from 'react'
import { Button } from '../../components/button.tsx'
import { Field } from '../../components/field.tsx'
import { api } from '../../lib/api.ts'
import { useMessages } from '../../lib/language.ts'
import { demoAccount } from './demo.ts'
import { useEntryTrouble } from './entry-trouble.ts'
import { focusFirstError, textOf } from './form.ts'
import { FormTrouble } from './form-trouble.tsx'
import { useEnter } from './use-enter.ts'

interface Credentials {
  email: string
  password: string
}

export function SignInForm() {
  const t = useMessages()
  const enter = useEnter((body: Credentials) => api.signIn({ body }))
  const [errors, setErrors] = useState<Partial<Credentials>>({})
  const trouble = useEntryTrouble(enter.error, t.account.wrongCredentials)
  const demo = demoAccount()
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const body = { email: textOf(form, 'email').trim(), password: textOf(form, 'password') }
    const wrong = {
      ...(!body.email.includes('@') && { email: t.account.emailInvalid }),
      ...(!body.password && { password: t.account.passwordMissing }),
    }
    setErrors(wrong)
    if (!focusFirstError(form, wrong) && !enter.isPending) enter.mutate(body)
  }
  return (
    <>
      <form noValidate onSubmit={submit} className="grid gap-2">
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
          autoComplete="current-password"
          maxLength={256}
          required
          error={errors.password}
        />
        <FormTrouble text={trouble} />
        <Button type="submit" className="w-full" isBusy={enter.isPending}>
          {enter.isPending ? t.account.signingIn : t.account.signIn}
        </Button>
      </form>
      {demo && (
        <section aria-labelledby="demo" className="border-hairline rounded-control mt-8 border p-4">
          <h2 id="demo" className="text-14">
            {t.account.demoTitle}
          </h2>
          <p className="text-14 text-grey mt-1 mb-3">{t.account.demoHint}</p>
          <Button
            look="quiet"
            className="w-full"
            isBusy={enter.isPending}
            onClick={() => enter.mutate({ email: demo.email, password: demo.password })}
          >
            {t.account.demoSignIn}
          </Button>
        </section>
      )}
    </>
  )
}
