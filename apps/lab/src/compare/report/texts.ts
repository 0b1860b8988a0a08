import type { Check } from '../checks.ts'
import type { Situation, Way } from '../pages.ts'
import type { Text } from './text.ts'

export const texts = {
  title: { ko: '기다리지 않으면 무엇이 달라지는가', en: 'What it is worth not to wait' },
  intro: {
    ko: '작업자 5개인 서버가 요청마다 0.1초의 자기 일을 하고 외부 서비스를 한 번 호출합니다. 외부 서비스가 0.1초에서 0.9초로 느려질 때 무슨 일이 일어나는지 이 컴퓨터에서 잰 결과입니다.',
    en: 'A server with 5 workers does 0.1 s of its own for each request and calls an outside service once. This is what happened on this machine when the outside slowed from 0.1 s to 0.9 s.',
  },
  tps: { ko: '초당 처리량', en: 'Requests a second' },
  tpsNote: {
    ko: '25개 클라이언트가 쉬지 않고 요청합니다. 기다리는 방식(inline)은 25에서 5로 떨어지고, 비동기 방식은 그대로입니다.',
    en: '25 clients ask without a pause. The mode that waits (inline) drops from 25 to 5; the asynchronous ones stay.',
  },
  last: { ko: '25개가 한꺼번에 요청할 때 마지막 응답', en: 'The last answer when 25 ask at once' },
  lastNote: {
    ko: '줄을 서기 때문에 1초가 5초가 됩니다. 비동기 방식은 외부 서비스와 상관이 없습니다.',
    en: 'They queue, so 1 s becomes 5 s. What is asynchronous does not depend on the outside.',
  },
  pending: { ko: '응답은 했지만 아직 끝나지 않은 일', en: 'Work that was answered for and not done yet' },
  pendingNote: {
    ko: '리틀의 법칙: 초당 응답 수 × 응답에서 완료까지의 시간. 스레드 풀과 동시 실행 수는 이보다 커야 합니다.',
    en: 'Little’s law: answers a second × the time from the answer to the effect. Pools have to be larger than that.',
  },
  lost: { ko: '도중에 프로세스를 죽였을 때 잃은 일', en: 'Work lost when the process was killed half-way' },
  lostNote: {
    ko: '응답을 받은 요청 중에서 다시 시작한 뒤에도 실행되지 않은 것. inline은 응답 전에 끝나므로 잃지 않습니다.',
    en: 'Of what had been answered, what never happened although another process took over. inline is done before it answers.',
  },
  pages: {
    ko: '한 서비스가 말썽일 때 주문 화면',
    en: 'The page of an order while one service is in trouble',
  },
  pagesNote: {
    ko: '포인트 서비스가 느리거나 멈추거나 실패할 때, 주문 내용이 보일 때까지의 시간(밀리초).',
    en: 'While the point service is slow, hangs or fails: ms until the order itself can be shown.',
  },
  all: { ko: '모든 수치', en: 'All figures' },
  checks: { ko: '글에 나온 수치와 비교', en: 'Against the figures of the text' },
  measured: { ko: '이 컴퓨터', en: 'measured' },
  expected: { ko: '글', en: 'expected' },
  off: { ko: '차이', en: 'off' },
  holds: { ko: '맞음', en: 'holds' },
  fails: { ko: '다름', en: 'off' },
  mode: { ko: '방식', en: 'mode' },
  outside: { ko: '외부', en: 'outside' },
  outsideFast: { ko: '외부 0.1초', en: 'outside 0.1 s' },
  outsideSlow: { ko: '외부 0.9초', en: 'outside 0.9 s' },
  first: { ko: '첫 응답', en: 'first answer' },
  lastShort: { ko: '마지막 응답', en: 'last answer' },
  pendingShort: { ko: '대기', en: 'pending' },
  little: { ko: '리틀의 법칙', en: 'Little’s law' },
  effects: { ko: '모두 끝날 때까지', en: 'until all is done' },
  lostShort: { ko: '유실', en: 'lost' },
  seed: { ko: '글의 수치', en: 'of the text' },
  pointService: { ko: '포인트 서비스', en: 'point service' },
  way: { ko: '화면', en: 'page' },
  orderShown: { ko: '주문이 보이기까지', en: 'order shown after' },
  allShown: { ko: '전부 오기까지', en: 'all after' },
  points: { ko: '포인트 부분', en: 'part with the points' },
  never: { ko: '안 나옴', en: 'never' },
  skipped: { ko: '건너뜀', en: 'skipped' },
  howToKafka: {
    ko: 'Java 17 이상을 설치하거나 KAFKA_BROKERS를 지정하면 함께 잽니다.',
    en: 'Install Java 17 or newer, or set KAFKA_BROKERS, to have them measured.',
  },
  which: { ko: '어떤 방식을 고를까', en: 'Which mode' },
  whichNote: {
    ko: '잃어도 되는가, 얼마나 많은가, 순서를 지켜야 하는가. 답이 바로 필요하면 inline입니다. 수치는 외부가 0.9초일 때 이 컴퓨터에서 잰 것입니다.',
    en: 'May it be lost? How much of it? Must it keep its order? Where the answer is needed at once it is inline. The figures are those measured here, with the outside at 0.9 s.',
  },
  mayBeLost: { ko: '잃어도 되는가', en: 'may be lost' },
  howMuch: { ko: '얼마나', en: 'how much' },
  ordered: { ko: '순서', en: 'keeps order' },
  yes: { ko: '예', en: 'yes' },
  no: { ko: '아니요', en: 'no' },
  few: { ko: '초당 500건 이하', en: 'up to 500 a second' },
  much: { ko: '그 이상', en: 'more' },
  print: { ko: '언어', en: 'Language' },
} satisfies Record<string, Text>

export const checkTexts: Record<Check['figure'], Text> = {
  tps: { ko: '초당 처리량', en: 'requests a second' },
  firstMs: { ko: '25개 중 첫 응답', en: 'first answer of 25' },
  lastMs: { ko: '25개 중 마지막 응답', en: 'last answer of 25' },
  kept: { ko: '외부 0.1초 대비 0.9초의 처리량', en: 'requests a second, outside 0.9 s against 0.1 s' },
}

export const situationTexts: Record<Situation, Text> = {
  healthy: { ko: '정상', en: 'healthy' },
  'slow, 0.9 s': { ko: '느림, 0.9초', en: 'slow, 0.9 s' },
  hangs: { ko: '멈춤', en: 'hangs' },
  fails: { ko: '실패', en: 'fails' },
}

export const wayTexts: Record<Way, Text> = {
  'waits for all': { ko: '셋을 모두 기다림', en: 'waits for all three' },
  'one object': { ko: '노웨이트, 한 번에', en: 'Nowait, as one object' },
  streamed: { ko: '노웨이트, 오는 대로', en: 'Nowait, part by part' },
}
