import { fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { demoMember } from '@nowait/contract/demo'
import { renderPage } from '../../mocks/render.tsx'
import { mayBeSignedIn } from '../lib/session.ts'
import SignInPage from './sign-in.tsx'

afterEach(() => {
  for (const meta of document.querySelectorAll('meta[name="nowait-demo"]')) meta.remove()
})

const open = (search = '') => renderPage(SignInPage, 'persona=visitor', { search })
const fill = (label: string, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } })
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }))

test('signs in and returns to where one was', async () => {
  await open('?next=/orders')
  fill('이메일', demoMember.email)
  fill('비밀번호', demoMember.password)
  press('로그인')
  await waitFor(() => expect(location.pathname).toBe('/orders'))
  expect(mayBeSignedIn()).toBe(true)
})

test.each(['//elsewhere.shop', 'https://elsewhere.shop', '/\\elsewhere.shop'])(
  'never leads to another site: %s',
  async (next) => {
    await open(`?next=${encodeURIComponent(next)}`)
    fill('이메일', demoMember.email)
    fill('비밀번호', demoMember.password)
    press('로그인')
    await waitFor(() => expect(location.pathname).toBe('/my'))
    expect(location.host).toBe('localhost:3000')
  },
)

test('a wrong password is told, and what was typed stays', async () => {
  await open()
  fill('이메일', demoMember.email)
  fill('비밀번호', 'guess')
  press('로그인')
  await screen.findByText('이메일이나 비밀번호가 맞지 않아요.')
  expect(screen.getByLabelText<HTMLInputElement>('이메일').value).toBe(demoMember.email)
  expect(mayBeSignedIn()).toBe(false)
})

test('too many tries say how long to wait', async () => {
  await open()
  fill('이메일', 'limited@nowait.shop')
  fill('비밀번호', 'guess')
  press('로그인')
  expect(await screen.findByText('시도가 너무 많았어요. 30초 뒤에 다시 해 주세요.')).toBeTruthy()
})

test('what is missing is said at its field, which takes the focus', async () => {
  const { requests } = await open()
  press('로그인')
  await screen.findByText('비밀번호를 입력해 주세요.')
  expect(document.activeElement).toBe(screen.getByLabelText('이메일'))
  expect(requests).toEqual([])
})

test('the demo account is offered only where the document offers it', async () => {
  const { unmount } = await open()
  expect(screen.queryByRole('button', { name: '데모 계정으로 로그인' })).toBeNull()
  unmount()
  const offer = document.createElement('meta')
  offer.name = 'nowait-demo'
  offer.content = `${demoMember.email} ${demoMember.password}`
  document.head.append(offer)
  await open()
  press('데모 계정으로 로그인')
  await waitFor(() => expect(location.pathname).toBe('/my'))
})
