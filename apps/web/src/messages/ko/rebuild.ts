import type { RebuildKind, RebuildPhase, RebuildRun } from '@nowait/contract/rebuild'

const states: Record<RebuildRun['state'], string> = {
  wanted: '곧 시작',
  running: '진행 중',
  silent: '이어받는 중',
  cancelled: '멈춤',
  failed: '실패',
  done: '완료',
}

const phases: Record<RebuildPhase, string> = {
  reading: '이벤트 읽기',
  rendering: '화면 만들기',
  comparing: '비교',
  switching: '바꾸기',
  removing: '치우기',
}

const kinds: Record<RebuildKind, string> = { rebuild: '다시 만들기', compare: '비교' }

/** 마이페이지를 다시 만드는 화면. */
export const rebuild = {
  title: '마이페이지 다시 만들기',
  intro:
    '회원마다 미리 만들어 둔 화면을 이벤트 로그에서 새로 만들어 비교하고, 한 번에 바꿔요. 그동안에도 지금 화면은 그대로 보여요.',
  toOps: '운영 화면으로',

  live: '지금 보여주는 화면',
  madeBy: (version: number) => `코드 버전 ${version}`,
  since: (moment: string) => `${moment}부터`,
  isOther: (version: number) =>
    `지금 코드는 버전 ${version}이에요. 다시 만들 때까지는 화면을 각 서비스에서 그때그때 불러와 보여줘요.`,

  lag: '로그보다 밀린 만큼',
  lagHint: '3초 넘게 밀리면 화면을 각 서비스에서 그때그때 불러와 보여줘요.',
  behind: '밀린 이벤트',
  behindTime: '밀린 시간',

  states,
  phases,
  kinds,
  none: '아직 다시 만든 적이 없어요',
  by: (name: string, moment: string) => `${name} · ${moment}`,
  commandLine: '명령줄',
  progress: '진행',
  ofTotal: (done: string, total: string) => `${done} / ${total}`,
  perSecond: (count: string) => `초당 ${count}`,
  left: (time: string) => `${time} 남음`,
  minutes: (minutes: string) => `${minutes}분`,
  differing: (count: string) => `다른 화면 ${count}`,
  waiting: '마이페이지 서비스가 1초 안에 시작해요.',
  silent: '맡은 프로세스의 소식이 끊겼어요. 다른 프로세스가 하던 데서 이어서 해요.',
  silentCommandLine: '명령줄에서 시작한 작업의 소식이 끊겼어요. 여기서 이어서 할 수 있어요.',
  cancelled: (events: string, total: string) => `이벤트 ${total}건 중 ${events}건까지 읽어 두었어요.`,
  unfinished: '다음에는 하던 데서 이어서 해요.',

  events: '이벤트',
  members: '회원',
  differences: '다른 화면',
  holes: '이벤트가 모자란 것',
  took: '걸린 시간',
  perMillion: '100만 건이면',
  same: '모든 화면이 같아요.',
  mended: '달랐던 화면은 새로 만든 것으로 바꾸었어요.',
  notMended: '비교만 했어요. 다시 만들면 새 화면으로 바뀌어요.',
  different: '화면이 다른 회원',

  start: '다시 만들기',
  goOn: '이어서 만들기',
  compare: '비교만 하기',
  cancel: '멈추기',
  startAsk: '마이페이지를 다시 만들까요?',
  startHint:
    '이벤트 로그를 처음부터 읽어 새 화면을 만들고, 비교한 뒤 한 번에 바꿔요. 도중에 멈출 수 있고, 프로세서는 절반까지만 써요.',
  compareAsk: '지금 화면과 비교할까요?',
  compareHint: '새로 만들어 비교만 하고 버려요. 보여주는 화면은 바뀌지 않아요.',
  audited: '누가 했는지 운영 기록에 남아요.',
  keep: '그대로 두기',
  started: '다시 만들기를 시작해요.',
  comparing: '비교를 시작해요.',
  ended: '멈췄어요. 다음에는 하던 데서 이어서 해요.',
  isRunning: '이미 진행 중이에요.',
  isNotRunning: '이미 끝났어요.',
}
