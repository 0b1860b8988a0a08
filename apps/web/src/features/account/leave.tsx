import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from '../../components/button.tsx'
import { api, troubleIn } from '../../lib/api.ts'
import { useMessages } from '../../lib/language.ts'
import { leaving } from '../../lib/leaving.ts'
import { href } from '../../lib/paths.ts'
import { pushOwner } from '../../lib/push-owner.ts'
import { go } from '../../lib/router.ts'
import { signedOut } from '../../lib/session.ts'
import { toast } from '../../lib/toast.ts'
import { troubleText } from '../../lib/trouble.ts'

/** Signing out, here or everywhere. Nothing of the member stays in this browser. */
export function Leave() {
  const t = useMessages()
  const here = useLeave(() => api.signOut(), t.account.signedOut)
  const everywhere = useLeave(() => api.signOutEverywhere(), t.account.signedOutEverywhere)
  return (
    <ul className="grid gap-4">
      <Way label={t.account.signOut} hint={t.account.signOutHint} leave={here} />
      <Way label={t.account.signOutEverywhere} hint={t.account.signOutEverywhereHint} leave={everywhere} />
    </ul>
  )
}

interface WayProps {
  label: string
  hint: string
  leave: ReturnType<typeof useLeave>
}

function Way({ label, hint, leave }: WayProps) {
  return (
    <li>
      <Button look="quiet" isBusy={leave.isPending} onClick={() => leave.mutate()}>
        {label}
      </Button>
      <p className="text-12 text-faint mt-1">{hint}</p>
    </li>
  )
}

const momentMs = 800

/** Pushes end with the session. What takes longer than a moment goes on by itself: nobody waits for it. */
async function withoutPushes(): Promise<void> {
  if (!pushOwner.get()) return
  const ended = import('../../lib/push-browser.ts').then(({ turnOff }) => turnOff())
  await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, momentMs))]).catch(() => undefined)
}

function useLeave(ask: () => Promise<void>, said: string) {
  const client = useQueryClient()
  return useMutation({
    onMutate: () => {
      leaving.set(true)
      void client.cancelQueries()
    },
    mutationFn: async () => {
      await withoutPushes()
      await ask()
    },
    onSuccess: async () => {
      // Away first: the page of a member would send a visitor to sign in again.
      await go(href('home'))
      signedOut(client)
      toast(said)
    },
    onError: (error) => {
      toast(troubleText(troubleIn(error)), { tone: 'failed' })
      void client.refetchQueries({ type: 'active', stale: true })
    },
    onSettled: () => leaving.set(false),
  })
}
