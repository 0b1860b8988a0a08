/** A small panel to turn the knobs by hand while developing. It writes the same cookie that tests set. */
import type { MockBff } from './app.ts'
import {
  behaviours,
  cookieName,
  defaultKnobs,
  formatKnobs,
  type Knobs,
  parseKnobs,
  personas,
  pushBrowsers,
  readCookie,
  upstreams,
} from './knobs.ts'
import { panelStyle } from './panel-style.ts'

const numbers = ['delay', 'pace', 'chaos', 'deadline'] as const

/** Lives in a shadow tree, so that neither its style nor its markup meets the shop's. */
export function mountPanel(mock: MockBff): void {
  const host = document.createElement('aside')
  host.setAttribute('aria-label', 'Mock')
  const root = host.attachShadow({ mode: 'open' })
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(panelStyle)
  root.adoptedStyleSheets = [sheet]

  const form = element('form', { id: 'knobs', popover: 'auto', 'aria-label': 'Mock knobs' })
  form.append(text('h2', 'Mock'), ...upstreams.map(behaviourRow), ...numbers.map(numberRow))
  form.append(row('persona', select('persona', personas, knobs().persona)))
  form.append(row('browser', select('browser', pushBrowsers, knobs().browser)))
  const words = text('output', wordsNow())
  const reload = button('Reload page')
  const reset = button('Forget everything')
  form.append(words, reload, reset)

  form.addEventListener('change', () => {
    const before = knobs()
    const { knobs: wanted } = parseKnobs(wordsOf(form))
    document.cookie = `${cookieName}=${encodeURIComponent(formatKnobs(wanted))}; path=/; samesite=lax`
    words.textContent = wordsNow()
    if (wanted.persona !== before.persona || wanted.browser !== before.browser) location.reload()
  })
  reload.addEventListener('click', () => location.reload())
  reset.addEventListener('click', async () => {
    await mock.reset()
    document.cookie = `${cookieName}=; path=/; max-age=0`
    location.reload()
  })

  const open = button('Mock', { class: 'open' })
  open.popoverTargetElement = form
  root.append(open, form)
  document.body.append(host)
}

const knobs = (): Knobs => parseKnobs(readCookie(document.cookie)).knobs
const wordsNow = () => formatKnobs(knobs()) || 'all as usual'

function wordsOf(form: HTMLFormElement): string {
  const values = new FormData(form)
  const behaviourWords = upstreams.map((name) => {
    const detail = String(values.get(`${name} ms`) ?? '')
    const kind = String(values.get(name))
    return `${name}=${kind}${detail && (kind === 'slow' || kind === 'stale') ? `:${detail}` : ''}`
  })
  return [
    ...behaviourWords,
    ...[...numbers, 'persona', 'browser'].map((name) => `${name}=${String(values.get(name))}`),
  ].join(',')
}

function behaviourRow(name: (typeof upstreams)[number]): HTMLElement {
  const behaviour = knobs().upstreams[name]
  const ms = 'ms' in behaviour ? behaviour.ms : 'ageMs' in behaviour ? behaviour.ageMs : ''
  const input = element('input', {
    name: `${name} ms`,
    type: 'number',
    min: '0',
    value: String(ms),
    placeholder: 'ms',
    'aria-label': `${name}: milliseconds when slow or stale`,
  })
  return row(name, select(name, behaviours, behaviour.kind), input)
}

function numberRow(name: (typeof numbers)[number]): HTMLElement {
  const usual = String(defaultKnobs[name])
  const input = element('input', {
    name,
    type: 'number',
    min: '0',
    value: String(knobs()[name]),
    placeholder: usual,
  })
  return row(name, input)
}

function row(name: string, ...controls: HTMLElement[]): HTMLElement {
  controls[0]!.id = name
  const line = element('div')
  line.append(text('label', name, { for: name }), ...controls)
  return line
}

function select(name: string, values: readonly string[], chosen: string): HTMLSelectElement {
  const list = element('select', { name })
  for (const value of values) list.append(new Option(value, value, false, value === chosen))
  return list
}

const button = (label: string, values: Record<string, string> = {}) =>
  text('button', label, { type: 'button', ...values })

function text<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  words: string,
  values: Record<string, string> = {},
) {
  const made = element(tag, values)
  made.textContent = words
  return made
}

function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  values: Record<string, string> = {},
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(values)) made.setAttribute(name, value)
  return made
}
