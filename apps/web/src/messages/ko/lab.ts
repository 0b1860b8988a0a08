import type { LabPhase } from '@nowait/contract/lab'
import type { LabFault } from '@nowait/contract/lab-knobs'
import type { Mode } from '@nowait/contract/operations'
import type { TroubleCode } from '../../lib/api.ts'

const faults: Record<LabFault, string> = {
  slow: '느려짐',
  tail: '가끔 아주 느림',
  errors: '절반이 오류',
  hang: '답이 없음',
}

// Shorter than on the operator page: they stand in tables and beside figures.
const modes: Record<Mode, string> = {
  inline: '직접 호출',
  thread: '스레드',
  database: '데이터베이스',
  messaging: '메시징',
  'database-messaging': '데이터베이스 + 메시징',
}

const phases: Record<LabPhase, string> = { before: '장애 전', fault: '장애 중', after: '장애 후' }

const trouble: Partial<Record<TroubleCode, string>> = {
  LAB_BUSY: '다른 비교가 돌고 있어요. 끝나면 시작할 수 있어요.',
  LAB_OFF: '실험실이 꺼져 있어요.',
  BROKER_NOT_CONFIGURED: '연결된 카프카가 없어 이 방식은 잴 수 없어요.',
}

const why: Record<Mode, string> = {
  inline: '답이 있어야 다음으로 갈 수 있으니 기다려야 해요. 시간제한과 회로 차단기로 기다림을 짧게 해요.',
  thread: '잃어도 되니 메모리에 두면 돼요. 가장 가볍지만 프로세스가 끝나면 남은 일도 사라져요.',
  database: '이미 있는 데이터베이스의 한 줄이면 돼요. 주문과 같은 트랜잭션에 적혀 잃지 않고 순서도 지켜요.',
  messaging: '양이 많으니 브로커가 맡아요. 넘겨주기 직전에 프로세스가 끝나면 그 일은 잃을 수 있어요.',
  'database-messaging':
    '잃으면 안 되고 양도 많아요. 트랜잭션에 적은 뒤 브로커로 옮기니 잃지 않고 순서도 지켜요.',
}

/** 실험실. */
export const lab = {
  title: '실험실',
  intro:
    '같은 서버 둘에 같은 손님을 보내요. 하나는 외부 호출을 기다리고, 하나는 나중으로 미뤄요. 중간에 외부가 고장 나면 어떻게 달라지는지 지금 이 컴퓨터에서 재요.',
  toOps: '운영',
  forbiddenTitle: '운영자만 볼 수 있는 화면이에요',
  forbiddenHint: '운영자 계정으로 로그인하면 볼 수 있어요.',

  offTitle: '실험실이 꺼져 있어요',
  offHint: '실험은 이 컴퓨터의 힘을 써요. 그래서 켜고 시작한 곳에만 있어요. 이 명령으로 시작하면 켜져요.',
  offCommand: 'LAB=1 npm start',

  knobs: '무엇을 비교할까요',
  mode: '미루는 방식',
  fault: '중간에 외부가',
  slowMs: '느릴 때 걸리는 시간',
  clients: '동시 손님',
  seconds: '재는 시간',
  unitMs: 'ms',
  unitSeconds: '초',
  within: (least: string, most: string) => `${least}부터 ${most}까지`,
  onlySlow: '느려질 때만 써요',
  needsBroker: '카프카 없음',
  run: '비교 시작',
  stop: '그만하기',
  reset: '처음 값으로',
  share: '링크 복사',
  shared: '이 설정의 링크를 복사했어요.',
  shareFailed: '복사하지 못했어요. 주소창의 주소가 이 설정의 링크예요.',
  faults,
  phases,
  modes,
  trouble,

  course: '진행',
  idle: '시작하면 여기에 그려져요',
  preparing: '데이터베이스와 서버 두 벌을 띄우는 중이에요',
  running: (second: string, of: string) => `${of}초 중 ${second}초`,
  settling: (count: string) => `미뤄 둔 일 ${count}건이 끝나기를 기다려요`,
  done: '끝났어요',
  failed: '비교를 끝내지 못했어요. 다시 시작해 주세요.',
  cut: '연결이 끊겨 비교가 중간에 멈췄어요. 여기까지 잰 값이에요.',
  stopped: '그만뒀어요. 여기까지 잰 값이에요.',
  busy: '다른 비교가 돌고 있어요. 한 번에 하나만 돌 수 있어요.',
  offline: '인터넷에 연결되면 시작할 수 있어요.',
  simulated: '서버 없이 대기열 모형으로 그린 값이에요. 잰 값이 아니에요.',
  faultBegins: '장애가 시작됐어요.',
  faultEnds: '장애가 끝났어요.',

  waiting: '기다림',
  deferred: '미룸',
  tps: '초당 응답',
  latency: '응답 시간 p50',
  p99: 'p99',
  times: '응답 시간 p50 · p99',
  perSecond: '건/초',
  secondsUnit: '초',
  seed: '기준',
  seedNote:
    '점선은 손님 25명, 외부 0.1초와 0.9초일 때의 값이에요. 초당 25건과 5건, 1초와 5초. 색칠한 구간이 장애예요.',
  chartOf: '그래프예요. 같은 값이 아래 표에 있어요.',

  now: '지금 두 서버',
  lane: '서버',
  answered: '응답',
  refused: '거절',
  pending: '남은 일',
  lastTwo: '초당 응답과 시간은 마지막 2초의 값이에요.',
  asTable: '시간별 표로 보기',
  second: '초',
  phase: '구간',

  result: '결과',
  resultHint: '기준은 손님 25명이 외부를 기다리는 서버의 계산값이에요.',
  seedOf: '기준',
  mostPending: '가장 많이 밀린 일',
  effects: '마지막 응답 뒤 모두 끝나기까지',
  missing: '끝나지 않은 일',
  notYet: '아직 안 끝남',
  notAtAll: '없음',
  summary: (waiting: string, deferred: string) =>
    `장애 중 초당 ${waiting}건 대 ${deferred}건. 기다린 서버와 미룬 서버의 차이예요.`,

  runs: '잰 것 비교',
  runsHint: '이 브라우저에서 끝까지 잰 것 가운데 최근 6개예요. 장애 중의 값을 나란히 놓았어요.',
  noRuns: '끝까지 잰 것이 아직 없어요',
  settings: '설정',
  at: '잰 때',
  again: '이 설정으로',
  againFor: (run: string) => `이 설정으로: ${run}`,
  forget: '모두 지우기',
  modelled: '모형',
  setting: (fault: string, clients: string, seconds: string) => `${fault} · ${clients}명 · ${seconds}초`,
  slowFor: (ms: string) => `${ms} ms로 느려짐`,
  against: (waiting: string, deferred: string) => `${waiting} → ${deferred}`,

  advice: '어떤 방식이 맞을까요',
  adviceHint: '네 가지에 답하면 방식을 골라 드려요. 값은 여기서 잰 것이에요.',
  questions: {
    answerNeeded: { ask: '언제 필요한가요?', no: '나중이어도 돼요', yes: '답이 있어야 다음으로 가요' },
    mayBeLost: { ask: '잃어도 되나요?', no: '하나도 안 돼요', yes: '가끔은 괜찮아요' },
    much: { ask: '얼마나 많은가요?', no: '초당 500건까지', yes: '그보다 많아요' },
    ordered: { ask: '순서를 지켜야 하나요?', no: '상관없어요', yes: '지켜야 해요' },
  },
  pick: '추천',
  why,
  measuredHere: (when: string) => `여기서 잰 값 · ${when}`,
  modelledHere: '모형으로 그린 값이에요',
  notMeasured: '이 방식은 아직 여기서 재지 않았어요.',
  measure: '이 방식을 고르기',
  duringFault: '장애 중',
}
