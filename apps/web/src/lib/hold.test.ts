import { QueryClient } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { hold } from './hold.ts'

test('an answer to an older question does not undo what was just done, until it is let go', () => {
  const client = new QueryClient()
  client.setQueryData(['order'], 'confirmed')
  const letGo = hold(client, () => client.setQueryData(['order'], 'cancelling'))
  expect(client.getQueryData(['order'])).toBe('cancelling')
  client.setQueryData(['order'], 'confirmed')
  expect(client.getQueryData(['order'])).toBe('cancelling')
  letGo()
  client.setQueryData(['order'], 'confirmed')
  expect(client.getQueryData(['order'])).toBe('confirmed')
})
