import { useMessages } from '../lib/language.ts'
import { Link } from '../lib/link.tsx'
import { href } from '../lib/paths.ts'
import { buttonClass } from './button.tsx'
import { EmptyState } from './empty-state.tsx'

/** In place of a page that is not for this visitor. */
export function Refused({ title, hint }: { title: string; hint: string }) {
  const t = useMessages()
  return (
    <EmptyState
      title={title}
      hint={hint}
      action={
        <Link to={href('home')} className={buttonClass('quiet')}>
          {t.common.backHome}
        </Link>
      }
    />
  )
}
