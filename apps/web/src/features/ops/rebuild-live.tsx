import type { NamedRebuild } from '@nowait/contract/ops'
import { Icon } from '../../components/icon.tsx'
import { useFormat } from '../../lib/format.ts'
import { useMessages } from '../../lib/language.ts'
import { Section } from '../../components/section.tsx'

/** Which copy of the pages is read. */
export function RebuildLive({ rebuild: { live, version } }: { rebuild: NamedRebuild }) {
  const { rebuild: t } = useMessages()
  const format = useFormat()
  return (
    <Section title={t.live}>
      <p className="text-14 border-hairline border-y py-3">
        {`${t.madeBy(live.madeBy)} · ${t.since(format.moment(live.since))}`}
      </p>
      {live.madeBy !== version && (
        <p className="bg-late-wash text-late rounded-control text-14 mt-3 flex items-center gap-3 px-4 py-3">
          <Icon name="clock" size={16} />
          {t.isOther(version)}
        </p>
      )}
    </Section>
  )
}
