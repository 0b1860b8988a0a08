import { Problem } from '@nowait/contract/problem'
import { answer, type BffHandlers, type Mock, weatherOf } from '../context.ts'
import { force, readGuards } from '../guards.ts'
import { iso } from '../order-book.ts'
import { cancelRebuild, readRebuild, startRebuild } from '../rebuild.ts'
import { partsOf } from '../weather.ts'
import { note, operations, workOn } from '../work.ts'
import { emptyWorkshops } from '../workshop.ts'
import { at, ofEach } from './operated.ts'
import { opsJobs } from './ops-jobs.ts'

type Ops = Pick<BffHandlers, Extract<keyof BffHandlers, `ops${string}`>>

const forceActions = { 'forced-open': 'force-open', 'forced-closed': 'force-closed' }

export function ops(mock: Mock): Ops {
  return {
    opsPage: (input) => {
      const { knobs } = input.caller
      return partsOf(
        weatherOf(mock, input),
        ofEach((service) => ({
          read: () => mock.use(knobs, (db) => operations(workOn(db, service, mock, knobs.pace), mock.now())),
          empty: operations(emptyWorkshops()[service], mock.now()),
        })),
      )
    },
    opsGuards: (input) => {
      const { knobs } = input.caller
      return partsOf(
        weatherOf(mock, input),
        ofEach((service) => ({
          read: () => mock.use(knobs, (db) => readGuards(db.workshops[service].guards, knobs, mock.now())),
          empty: readGuards(emptyWorkshops()[service].guards, knobs, mock.now()),
        })),
      )
    },
    ...opsJobs(mock),
    opsSetMode: (input) =>
      answer(mock, input, at(input), (db, actor) => {
        const workshop = db.workshops[input.params.service]
        const { integration: name } = input.params
        const found = workshop.integrations.find((each) => each.name === name)
        if (!found) throw new Problem('INTEGRATION_NOT_FOUND', { about: name })
        const mode = input.body.mode ?? found.defaultMode
        const refusal = found.choices.find((each) => each.mode === mode)?.refusal
        if (refusal) throw new Problem(refusal, { about: name })
        found.mode = mode
        note(workshop, { actor, action: 'set-mode', target: name, detail: { mode } }, mock.now())
      }),
    opsSetPaused: (input) =>
      answer(mock, input, at(input), (db, actor) => {
        const workshop = db.workshops[input.params.service]
        const { group } = input.params
        const { paused } = input.body
        const mine = workshop.groups.filter((each) => each.group === group)
        if (mine.length === 0) throw new Problem('GROUP_NOT_FOUND', { about: group })
        for (const each of mine) {
          each.paused = paused
          if (!paused) Object.assign(each, { position: each.newest, lag: 0, lagSeconds: 0 })
        }
        note(workshop, { actor, action: paused ? 'pause' : 'resume', target: group }, mock.now())
      }),
    opsForceGuard: (input) =>
      answer(mock, input, at(input), (db, actor) => {
        const workshop = db.workshops[input.params.service]
        const { params, body: choice } = input
        force(workshop.guards, { guard: params.guard, choice, actor }, mock.now())
        const action = choice.phase === null ? 'reset' : forceActions[choice.phase]
        const detail = choice.phase === null ? {} : { until: iso(mock.now() + choice.forMs) }
        note(workshop, { actor, action, target: params.guard, detail }, mock.now())
      }),
    opsRebuild: (input) =>
      answer(mock, input, 'mypage', (db) => {
        const { run, ...rest } = readRebuild(db.rebuild, input.caller.knobs.pace, mock.now())
        const actorName = db.members.find(({ id }) => id === run?.actor)?.name ?? null
        return { ...rest, run: run && { ...run, actorName } }
      }),
    opsStartRebuild: (input) =>
      answer(mock, input, 'mypage', (db, actor) => {
        const { kind } = input.body
        startRebuild(db.rebuild, { kind, actor }, mock.now())
        note(db.workshops.mypage, { actor, action: kind, target: 'mypage' }, mock.now())
      }),
    opsCancelRebuild: (input) =>
      answer(mock, input, 'mypage', (db, actor) => {
        readRebuild(db.rebuild, input.caller.knobs.pace, mock.now())
        cancelRebuild(db.rebuild, mock.now())
        note(db.workshops.mypage, { actor, action: 'cancel-rebuild', target: 'mypage' }, mock.now())
      }),
    opsAudit: (input) =>
      answer(
        mock,
        input,
        at(input),
        (db) => ({
          items: db.workshops[input.params.service].audit.slice(0, input.query.size).map((entry) => ({
            ...entry,
            actorName: db.members.find(({ id }) => id === entry.actor)?.name ?? null,
          })),
        }),
        { items: [] },
      ),
  }
}
