/** What stands in a field of the form. */
export function textOf(form: HTMLFormElement, name: string): string {
  const value = new FormData(form).get(name)
  return typeof value === 'string' ? value : ''
}

/** Takes the reader to the first field that is wrong; false when none is. */
export function focusFirstError(form: HTMLFormElement, errors: Record<string, unknown>): boolean {
  const wrong = [...form.elements].find((field) => 'name' in field && errors[String(field.name)])
  if (wrong instanceof HTMLElement) wrong.focus()
  return wrong !== undefined
}
