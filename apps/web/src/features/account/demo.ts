/** The account for a first look, as the document offers it. */
export interface DemoAccount {
  email: string
  password: string
}

/**
 * Only a server that has put the account into its database writes it into the document
 * (`<meta name="nowait-demo" content="e-mail password">`), and the mock does; elsewhere it is not even mentioned.
 */
export function demoAccount(): DemoAccount | undefined {
  const offer = document.querySelector<HTMLMetaElement>('meta[name="nowait-demo"]')?.content
  const [email, password] = offer?.split(' ') ?? []
  return email && password ? { email, password } : undefined
}
