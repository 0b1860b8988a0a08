import type { Fault } from '@nowait/contract/faults'

/** Lets a service that was started with LAB=1 go wrong for some time, or no longer. Rejects when it refuses. */
export async function setFaults(
  { url, token }: { url: string; token: string },
  faults: Array<Pick<Fault, 'kind'> & Partial<Fault>>,
  forMs = 600_000,
): Promise<void> {
  const answer = await fetch(`${url}/faults`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ faults, forMs }),
  })
  if (!answer.ok) throw new Error(`${url}/faults: ${answer.status} ${await answer.text()}`)
}
