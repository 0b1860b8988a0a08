import type { JobState, Mode } from '@nowait/contract/operations'
import type { OperatedService } from '@nowait/contract/ops'
import type { TroubleCode } from '../../lib/api.ts'

const services: Record<OperatedService, string> = {
  bff: '프런트 서버',
  order: '주문',
  product: '상품',
  shipping: '배송',
}

const states: Record<JobState, string> = {
  dead: '실패',
  retrying: '재시도 대기',
  running: '실행 중',
  waiting: '대기',
  blocked: '앞 작업 대기',
  delayed: '예약',
  done: '완료',
  discarded: '버림',
}

const modes: Record<Mode, string> = {
  inline: '응답 전에 직접 호출',
  thread: '작업 스레드',
  database: '데이터베이스',
  messaging: '메시징',
  'database-messaging': '데이터베이스 + 메시징',
}

const trouble: Partial<Record<TroubleCode, string>> = {
  JOB_NOT_FOUND: '이 작업은 이제 없어요.',
  JOB_NOT_RETRYABLE: '이미 실행 중이거나 끝난 작업이에요.',
  JOB_FINISHED: '이미 끝난 작업이에요.',
  QUEUE_NOT_FOUND: '이 서비스에 없는 큐예요.',
  INTEGRATION_NOT_FOUND: '지금 실행 중인 프로세스에 없는 연동이에요.',
  GROUP_NOT_FOUND: '이 서비스에 없는 소비자 그룹이에요.',
  MODE_MAY_LOSE: '잃어버리면 안 되는 연동이라 이 방식은 고를 수 없어요.',
  BROKER_NOT_CONFIGURED: '연결된 카프카가 없어 이 방식은 고를 수 없어요.',
}

const actions: Record<string, string> = {
  retry: '다시 실행',
  discard: '버림',
  redrive: '한꺼번에 다시 실행',
  'set-mode': '방식 변경',
  'clear-mode': '기본 방식으로',
  pause: '일시정지',
  resume: '재개',
}

/** 운영 화면. */
export const ops = {
  title: '운영',
  intro: '나중으로 미뤄 둔 일이 어디까지 왔는지 보고, 멈춘 일을 다시 움직여요. 2초마다 새로 봐요.',
  forbiddenTitle: '운영자만 볼 수 있는 화면이에요',
  forbiddenHint: '운영자 계정으로 로그인하면 볼 수 있어요.',
  services,
  states,
  modes,
  trouble,
  actions,
  service: '서비스',
  serviceAway: (service: string) => `${service} 서비스의 상태를 지금 볼 수 없어요`,
  serviceStale: (service: string, age: string) =>
    `${service} 서비스가 답하지 않아요. ${age} 상태를 보여드려요.`,

  integrations: '연동',
  noIntegrations: '등록된 연동이 없어요',
  integration: '연동',
  mode: '방식',
  modeOf: (name: string) => `${name} 방식`,
  byDefault: '기본',
  needsBroker: '카프카 없음',
  mayLose: '잃을 수 있음',
  modeChanged: (name: string, mode: string) => `${name}: ${mode} 방식으로 바꿨어요.`,
  rate: '분당 완료',
  rateLater: '재는 중',
  latency: '지연 p50 · p99',
  milliseconds: (ms: string) => `${ms} ms`,
  noLatency: '아직 없음',
  pending: '대기',
  retrying: '재시도',
  dead: '실패',
  lost: '유실',

  jobs: '작업',
  jobsByState: '상태별 작업',
  jobsOf: (service: string, state: string) => `${service} · ${state}`,
  nothingWaits: '기다리는 일이 없어요',
  nothingWaitsHint: '미뤄 둔 일은 모두 끝났거나 다른 상태에 있어요.',
  noneInState: '이 상태의 작업이 없어요',
  jobNumber: (id: number) => `#${id}`,
  created: (age: string) => `${age} 등록`,
  tries: (count: number) => `${count}번 시도`,
  dueAt: (moment: string) => `다음 시도 ${moment}`,
  endedAt: (moment: string) => `${moment} 종료`,
  details: '자세히',
  fold: '접기',
  ofJob: (verb: string, id: number) => `작업 ${id} ${verb}`,
  key: '키',
  trace: '추적 ID',
  lastError: '마지막 오류',
  payload: '내용',
  payloadHint: '비밀 값과 개인정보는 서버에서 가려요.',
  payloadGone: '끝난 작업의 내용은 남기지 않아요.',
  retry: '다시 실행',
  retried: (id: number) => `#${id} 작업을 다시 실행해요.`,
  discard: '버리기',
  discardAsk: '이 작업을 버릴까요?',
  discardHint: '버린 작업은 다시 실행할 수 없어요. 기록은 남아요.',
  keep: '그대로 두기',
  discarded: (id: number) => `#${id} 작업을 버렸어요.`,
  more: '더 보기',

  redriveTitle: '실패한 작업 한꺼번에 다시 실행',
  queue: '큐',
  everyQueue: '모든 큐',
  errorPart: '오류에 들어 있는 말',
  errorPartHint: '비워 두면 모두 골라요',
  redrive: '다시 실행하기',
  redriven: (count: number) =>
    count === 0 ? '조건에 맞는 작업이 없었어요.' : `작업 ${count}개를 다시 실행해요.`,

  blockedTitle: '멈춘 키',
  blockedHint:
    '앞 작업이 실패해 같은 키의 다음 작업이 기다리고 있어요. 앞 작업을 다시 실행하거나 버리면 풀려요.',
  behind: '뒤에서 기다림',
  blockedBy: '막은 작업',

  groups: '소비자 그룹',
  noGroups: '이벤트를 받는 그룹이 없어요',
  group: '그룹',
  source: '원천',
  transport: '전달',
  transports: { postgres: 'PostgreSQL', kafka: 'Kafka' } as Record<string, string>,
  position: '위치',
  lag: '밀림',
  lagOf: (events: string, seconds: string) => `${events}건 · ${seconds}`,
  noLag: '없음',
  parked: '보류',
  state: '상태',
  command: '조작',
  active: '받는 중',
  paused: '일시정지',
  pause: '일시정지',
  resume: '재개',
  ofGroup: (verb: string, group: string) => `${group} ${verb}`,
  groupPaused: (group: string) => `${group} 그룹을 멈췄어요. 놓치는 이벤트는 없어요.`,
  groupResumed: (group: string) => `${group} 그룹이 다시 받아요.`,

  audit: '운영 기록',
  noAudit: '아직 운영자가 한 일이 없어요',
  at: '시각',
  actor: '누가',
  action: '한 일',
  target: '대상',
}
