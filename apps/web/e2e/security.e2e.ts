/** What only the real server can show: its headers, and a policy that the shop keeps on every page. */
import { expect, heading, part, placeOrder, productPath, putInCart, signUp, test } from './shop.ts'

test('every page works under a policy without anything inline @stack', async ({ page }) => {
  test.slow()
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      reportError(`policy: ${violatedDirective} ${blockedURI}`),
    )
  })
  await signUp(page)
  await placeOrder(page)
  await expect(part(page, '배송')).toHaveAttribute('aria-busy', 'false')
  await putInCart(page, 'linen-notebook')
  const paths = ['/', '/products?sort=new', productPath('dawn-mug'), '/cart', '/checkout', '/my', '/orders']
  for (const path of [...paths, '/account', '/sign-in', '/sign-up']) {
    const answer = await page.goto(path)
    await expect(heading(page)).toBeVisible()
    await expect(page.getByRole('contentinfo')).toBeVisible()
    const policy = answer!.headers()['content-security-policy'] ?? ''
    expect(policy, path).toMatch(/default-src 'none'|default-src 'self'/)
    expect(policy, path).not.toMatch(/unsafe-(inline|eval)|[\s'](\*|https?:|data:)(\s|;|$)/)
  }
})

test('the document may not be framed, sniffed, or tell where one came from @stack', async ({ page }) => {
  const headers = (await page.goto('/'))!.headers()
  expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
  expect(headers['x-content-type-options']).toBe('nosniff')
  expect(headers['referrer-policy']).toMatch(/^(no-referrer|same-origin|strict-origin)/)
  expect(headers['cross-origin-opener-policy']).toBe('same-origin')
  expect(headers['cache-control']).toBe('no-cache')
  expect(headers).not.toHaveProperty('x-powered-by')
  expect(headers).not.toHaveProperty('server')
})

test('scripts of the page cannot read the session @stack', async ({ page, context }) => {
  await signUp(page)
  expect(await page.evaluate(() => document.cookie)).toBe('')
  const [session] = await context.cookies()
  expect(session).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/' })
})

test('an order placed by another site is refused @stack', async ({ page, complaints }) => {
  complaints.expect('403 /api/orders')
  await signUp(page)
  const status = await page.evaluate(async () => {
    const headers = { 'content-type': 'application/json', 'idempotency-key': 'from-elsewhere' }
    return (await fetch('/api/orders', { method: 'POST', headers, body: '{}' })).status
  })
  expect(status).toBe(403)
})

test('the documentation of the API is readable under the same policy @stack', async ({ page }) => {
  await page.goto('/')
  await page.getByRole('link', { name: 'API 문서' }).click()
  await expect(heading(page)).toBeVisible()
  await expect(
    page.getByText('/api/pages/order/:id').or(page.getByText('/api/pages/order/{id}')).first(),
  ).toBeVisible()
})
