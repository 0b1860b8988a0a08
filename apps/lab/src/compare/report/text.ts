/** The same in both languages. */
export interface Text {
  ko: string
  en: string
}

export const escape = (text: string) => text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`)

/** Both, of which the switch of the page shows one. */
export const both = ({ ko, en }: Text): string =>
  ko === en ? escape(en) : `<span lang="ko">${escape(ko)}</span><span lang="en">${escape(en)}</span>`

export const same = (text: string): Text => ({ ko: text, en: text })
