import { fireEvent, screen, waitFor } from '@testing-library/react'
import { demoMember } from '@nowait/contract/demo'
import { useState } from 'react'
import { expect, test, vi } from 'vitest'
import { renderPage } from '../../mocks/render.tsx'
import { LateParts } from '../layout/late-parts.tsx'
import { mayBeSignedIn } from '../lib/session.ts'
import { toasts } from '../lib/toast.ts'
import { fakeTabs } from '../testing/fake-tabs.ts'
import AccountPage from './account.tsx'

const fill = (label: string, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } })
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }))
const told = () => toasts.get().map(({ text }) => text)

test('changes the password, which then is the one to sign in with', async () => {
  const { mock } = await renderPage(AccountPage, 'persona=demo')
  fill('지금 비밀번호', demoMember.password)
  fill('새 비밀번호', 'a longer sentence')
  press('비밀번호 바꾸기')
  await waitFor(() => expect(told()).toEqual(['비밀번호를 바꿨어요. 다른 기기에서는 로그아웃됐어요.']))
  const { email } = demoMember
  await mock.client.signIn({ body: { email, password: 'a longer sentence' } })
})

test('a wrong current password is told at once', async () => {
  await renderPage(AccountPage, 'persona=demo')
  fill('지금 비밀번호', 'guess')
  fill('새 비밀번호', 'a longer sentence')
  press('비밀번호 바꾸기')
  expect(await screen.findByText('지금 비밀번호가 맞지 않아요.')).toBeTruthy()
})

test('signing out everywhere leaves nothing of the member here', async () => {
  const { client, mock } = await renderPage(AccountPage, 'persona=demo')
  press('모든 기기에서 로그아웃')
  await waitFor(() => expect(mayBeSignedIn()).toBe(false))
  expect(client.getQueryData(['whoAmI', {}])).toBeUndefined()
  await expect(mock.client.whoAmI()).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' })
})

function Arriving() {
  const [isLate, setIsLate] = useState(false)
  return (
    <>
      <AccountPage />
      {isLate ? <LateParts /> : <button onClick={() => setIsLate(true)}>the rest comes</button>}
    </>
  )
}

test('while signing out nothing more is asked for as the member, whatever of the page comes yet', async () => {
  fakeTabs()
  const { requests } = await renderPage(Arriving, 'persona=demo')
  const send = fetch
  const answered = Promise.withResolvers<void>()
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    const answer = await send(url, init)
    if (init.method === 'DELETE') await answered.promise
    return answer
  })
  press('로그아웃')
  await waitFor(() => expect(requests.at(-1)).toBe('DELETE /api/session'))
  press('the rest comes')
  await waitFor(() => expect(screen.getByRole('contentinfo')).toBeTruthy())
  answered.resolve()
  await waitFor(() => expect(told()).toContain('로그아웃했어요.'))
  expect(requests.filter((request) => request !== 'GET /api/pages/home').at(-1)).toBe('DELETE /api/session')
})
