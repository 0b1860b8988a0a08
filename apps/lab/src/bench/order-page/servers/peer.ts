import { leaveWhenAsked } from '../../../leave.ts'

/** What every peer is given in `PEER`: where to listen and the three services in the order of the page. */
export function readPeer(): { port: number; urls: [order: string, shipping: string, point: string] } {
  leaveWhenAsked()
  const [port, ...urls] = process.env.PEER!.split(' ')
  return { port: Number(port), urls: urls as [string, string, string] }
}

/** The addresses of a page's parts: the same as ours. */
export const pathsOf = (id: string) => [`/orders/${id}`, `/shipments/${id}`, `/orders/${id}/points`] as const

/** Told to whoever started it. */
export const ready = () => void process.send?.('ready')
