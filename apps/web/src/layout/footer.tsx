import { arrivalsHidden } from '../lib/arrivals.ts'
import { chooseLanguage, languages, useLanguage, useMessages } from '../lib/language.ts'
import { chooseTheme, theme, themes } from '../lib/theme.ts'

export function Footer() {
  const t = useMessages()
  return (
    <footer className="border-hairline text-14 text-grey mt-24 border-t py-8">
      <div className="wide flex flex-wrap items-start justify-between gap-8">
        <div className="max-w-md">
          <p className="text-ink font-semibold">
            {t.common.shopName} <span className="text-grey font-normal">{t.common.tagline}</span>
          </p>
          <p className="mt-2">{t.late.footerDemo}</p>
          <p>
            <a href="/api/docs" className="inline-flex min-h-11 items-center underline underline-offset-4">
              {t.late.apiDocs}
            </a>
          </p>
        </div>
        <div className="flex flex-wrap gap-x-6 gap-y-4">
          <LanguageChoice />
          <ThemeChoice />
          <ArrivalsChoice />
        </div>
      </div>
    </footer>
  )
}

function LanguageChoice() {
  const t = useMessages()
  return (
    <Choice
      label={t.late.language}
      options={languages}
      names={t.late.languageNames}
      value={useLanguage()}
      choose={(language) => void chooseLanguage(language)}
    />
  )
}

function ThemeChoice() {
  const t = useMessages()
  return (
    <Choice
      label={t.late.theme}
      options={themes}
      names={t.late.themeNames}
      value={theme.use()}
      choose={chooseTheme}
    />
  )
}

function ArrivalsChoice() {
  const t = useMessages()
  return (
    <Choice
      label={t.late.arrivals}
      options={['show', 'hide'] as const}
      names={{ show: t.late.arrivalsShow, hide: t.late.arrivalsHide }}
      value={arrivalsHidden.use() ? 'hide' : 'show'}
      choose={(choice) => arrivalsHidden.set(choice === 'hide')}
    />
  )
}

interface ChoiceProps<C extends string> {
  label: string
  options: readonly C[]
  names: Record<C, string>
  value: C
  choose: (choice: C) => void
}

function Choice<C extends string>({ label, options, names, value, choose }: ChoiceProps<C>) {
  return (
    <label className="flex flex-col gap-1">
      <span className="text-12">{label}</span>
      <select
        value={value}
        onChange={(event) => choose(event.target.value as C)}
        className="border-edge bg-raised text-ink rounded-control h-11 min-w-28 border px-3"
      >
        {options.map((option) => (
          <option key={option} value={option}>
            {names[option]}
          </option>
        ))}
      </select>
    </label>
  )
}
