import { useId, type ReactNode } from 'react'
import { Page } from '../components/page.tsx'
import { Skeleton } from '../components/skeleton.tsx'
import { StatusBadge } from '../components/status-badge.tsx'
import { Leave } from '../features/account/leave.tsx'
import { LiveStatus } from '../features/account/live-status.tsx'
import { PasswordForm } from '../features/account/password-form.tsx'
import { LatePushSettings } from '../features/push/late-push-settings.tsx'
import { useMessages } from '../lib/language.ts'
import { Link } from '../lib/link.tsx'
import { href } from '../lib/paths.ts'
import { useSession } from '../lib/session.ts'

export default function AccountPage() {
  const t = useMessages()
  const session = useSession()
  const member = session.state === 'member' ? session.member : undefined
  return (
    <Page title={t.account.accountTitle}>
      <div className="divide-hairline border-hairline divide-y border-y">
        <Section title={t.account.profile}>
          <div className="h-13 overflow-hidden">
            {member ? (
              <>
                <p className="flex items-center gap-2">
                  {member.name}
                  {member.role === 'operator' && (
                    <StatusBadge tone="accent">{t.account.operator}</StatusBadge>
                  )}
                </p>
                <p className="text-14 text-grey truncate">{member.email}</p>
              </>
            ) : (
              <>
                <Skeleton className="h-5 w-24" />
                <Skeleton className="mt-2 h-4 w-44" />
              </>
            )}
          </div>
        </Section>
        <Section title={t.account.notificationState}>
          <LiveStatus />
          <Link
            to={href('myPage')}
            className="text-14 text-accent mt-1 inline-flex min-h-11 items-center font-medium underline underline-offset-4"
          >
            {t.account.seeNotifications}
          </Link>
        </Section>
        <Section title={t.account.pushTitle} hint={t.account.pushTitleHint}>
          {member ? <LatePushSettings member={member.id} /> : <div className="min-h-36" />}
        </Section>
        <Section title={t.account.changePassword} hint={t.account.changePasswordHint}>
          <PasswordForm email={member?.email ?? ''} />
        </Section>
        <Section title={t.account.sessions}>
          <Leave />
        </Section>
      </div>
      <p className="text-12 text-faint mt-4">{t.account.accountDeletion}</p>
    </Page>
  )
}

function Section({ title, hint, children }: { title: string; hint?: string; children: ReactNode }) {
  const id = useId()
  return (
    <section aria-labelledby={id} className="grid gap-x-12 gap-y-4 py-8 md:grid-cols-[16rem_minmax(0,28rem)]">
      <div>
        <h2 id={id} className="text-16">
          {title}
        </h2>
        {hint && <p className="text-14 text-grey mt-1">{hint}</p>}
      </div>
      <div>{children}</div>
    </section>
  )
}
