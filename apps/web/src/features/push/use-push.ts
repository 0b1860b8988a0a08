import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { troubleIn, troubleOf } from '../../lib/api.ts'
import { useLanguage } from '../../lib/language.ts'
import {
  BrowserRefused,
  pushApi,
  type PushHere,
  readPush,
  renew,
  turnOff,
  turnOn,
} from '../../lib/push-browser.ts'
import { troubleText } from '../../lib/trouble.ts'
import { useMessages } from '../../lib/language.ts'

export type PushState = 'checking' | 'turning-on' | 'turning-off' | PushHere

/** Pushes to this browser: where they stand, and what can be done. `trouble` is why the last attempt failed. */
export function usePush(member: string) {
  const t = useMessages()
  const language = useLanguage()
  const client = useQueryClient()
  const queryKey = ['pushHere', member]
  const here = useQuery({
    queryKey,
    queryFn: () => readPush(member),
    // Somebody may have been in the settings of the browser.
    refetchOnWindowFocus: 'always',
    staleTime: 0,
  })
  useEffect(
    () => onPermissionChange(() => void client.invalidateQueries({ queryKey: ['pushHere'] })),
    [client],
  )

  const settle = (state: PushHere) => {
    client.setQueryData(queryKey, state)
    void client.invalidateQueries({ queryKey: ['listPushSubscriptions'] })
  }
  const on = useMutation({
    mutationFn: () => turnOn(member, language),
    onSuccess: settle,
    onError: () => client.invalidateQueries({ queryKey }),
  })
  const off = useMutation({ mutationFn: turnOff, onSuccess: () => settle('off') })
  const browsers = useQuery({
    queryKey: ['listPushSubscriptions', member, language],
    queryFn: async ({ signal }) => {
      await renew(language, signal)
      return (await pushApi.listPushSubscriptions({ signal })).items.length
    },
    enabled: here.data === 'on' && !on.isPending && !off.isPending,
  })

  return {
    state: stateOf(here.data, on.isPending, off.isPending),
    /** The question of the browser was closed without an answer. */
    isUndecided: on.data === 'off' && here.data === 'off' && !off.isSuccess,
    trouble: inWords(on.error ?? off.error),
    browsers,
    turnOn: () => {
      off.reset()
      on.mutate()
    },
    turnOff: () => {
      on.reset()
      off.mutate()
    },
  }

  function inWords(error: Error | null): string | undefined {
    if (!error) return undefined
    if (error instanceof BrowserRefused) return t.push.browserRefused
    return troubleOf(error) === 'INVALID_REQUEST' ? t.push.serviceUnknown : troubleText(troubleIn(error))
  }
}

function stateOf(here: PushHere | undefined, isTurningOn: boolean, isTurningOff: boolean): PushState {
  if (isTurningOn) return 'turning-on'
  if (isTurningOff) return 'turning-off'
  return here ?? 'checking'
}

/** Gives back how to stop. Browsers that cannot tell are asked again when the tab is looked at. */
function onPermissionChange(changed: () => void): () => void {
  const stop = new AbortController()
  navigator.permissions
    ?.query({ name: 'notifications' })
    .then((status) => status.addEventListener('change', changed, { signal: stop.signal }))
    .catch(() => undefined)
  return () => stop.abort()
}
