import type { rebuild as model } from '../ko/rebuild.ts'

/** The page where My Page is rebuilt. */
export const rebuild: typeof model = {
  title: 'Rebuild My Page',
  intro:
    'Makes the page kept for each member anew from the event logs, compares, and switches in one step. Meanwhile the present pages are read as before.',
  toOps: 'To operations',

  live: 'The pages that are read',
  madeBy: (version) => `code version ${version}`,
  since: (moment) => `since ${moment}`,
  isOther: (version) =>
    `The code that runs is version ${version}. Until a rebuild, pages are composed of what the services answer.`,

  lag: 'Behind the logs',
  lagHint: 'Behind by more than 3 s, pages are composed of what the services answer.',
  behind: 'Events behind',
  behindTime: 'Time behind',

  states: {
    wanted: 'Starting',
    running: 'Under way',
    silent: 'Being taken over',
    cancelled: 'Stopped',
    failed: 'Failed',
    done: 'Done',
  },
  phases: {
    reading: 'Read events',
    rendering: 'Make pages',
    comparing: 'Compare',
    switching: 'Switch',
    removing: 'Clear away',
  },
  kinds: { rebuild: 'Rebuild', compare: 'Comparison' },
  none: 'Nothing was ever rebuilt',
  by: (name, moment) => `${name} · ${moment}`,
  commandLine: 'Command line',
  progress: 'Progress',
  ofTotal: (done, total) => `${done} of ${total}`,
  perSecond: (count) => `${count} a second`,
  left: (time) => `${time} left`,
  minutes: (minutes) => `${minutes} min`,
  differing: (count) => `differences ${count}`,
  waiting: 'The My Page service begins within a second.',
  silent: 'The process that runs it has fallen silent. Another one goes on where it was.',
  silentCommandLine: 'The command line that began it has fallen silent. You can go on with it here.',
  cancelled: (events, total) => `${events} of ${total} events are read.`,
  unfinished: 'The next run goes on there.',

  events: 'Events',
  members: 'Members',
  differences: 'Differences',
  holes: 'Lacking events',
  took: 'Took',
  perMillion: 'For a million',
  same: 'All pages are the same.',
  mended: 'The pages that differed were replaced by the new ones.',
  notMended: 'Compared only. A rebuild replaces them by the new ones.',
  different: 'Members whose pages differ',

  start: 'Rebuild',
  goOn: 'Go on',
  compare: 'Compare only',
  cancel: 'Stop',
  startAsk: 'Rebuild My Page?',
  startHint:
    'Reads the event logs from their beginnings into new pages, compares, and switches in one step. It can be stopped, and takes half a processor at most.',
  compareAsk: 'Compare with the present pages?',
  compareHint: 'Makes new pages, compares and throws them away. The pages that are read stay as they are.',
  audited: 'The audit keeps who did it.',
  keep: 'Leave it',
  started: 'The rebuild begins.',
  comparing: 'The comparison begins.',
  ended: 'Stopped. The next run goes on there.',
  isRunning: 'One is under way already.',
  isNotRunning: 'It has ended already.',
}
