import { useMutation, useQueryClient } from '@tanstack/react-query'
import { troubleIn, troubleOf } from '../../lib/api.ts'
import { useMessages } from '../../lib/language.ts'
import { toast } from '../../lib/toast.ts'
import { useTrouble } from '../../lib/trouble.ts'

interface Command<Input, Result> {
  run: (input: Input) => Promise<Result>
  /** What to say when it is done. */
  done: (result: Result, input: Input) => string
}

/** Something an operator does. It is under way until the page shows what came of it. */
export function useCommand<Input = void, Result = void>({ run, done }: Command<Input, Result>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: run,
    onSuccess: async (result, input) => {
      toast(done(result, input))
      void client.invalidateQueries({ queryKey: ['opsAudit'] })
      void client.invalidateQueries({ queryKey: ['opsJobs'] })
      await Promise.all([
        client.invalidateQueries({ queryKey: ['opsPage'] }),
        client.invalidateQueries({ queryKey: ['opsGuards'] }),
        client.invalidateQueries({ queryKey: ['opsRebuild'] }),
      ])
    },
  })
}

/** Why a command failed, in the operator's words. */
export function useOpsTrouble(error: unknown): string | undefined {
  const t = useMessages()
  const code = troubleOf(error)
  const usual = useTrouble(code, troubleIn(error), 'yours')
  return error ? (t.ops.trouble[code] ?? usual) : undefined
}
