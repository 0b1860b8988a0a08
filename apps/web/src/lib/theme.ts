import { storedChoice } from './stored.ts'

export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

export const theme = storedChoice('nowait.theme', themes, 'system')

/** Puts the choice where the stylesheet looks; `system` leaves it to the browser. */
export function applyTheme(): void {
  const choice = theme.get()
  if (choice === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = choice
}

export function chooseTheme(choice: Theme): void {
  theme.set(choice)
  applyTheme()
}
