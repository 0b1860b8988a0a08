import { both, escape, type Text } from './text.ts'

export type Cell = string | Text | { bad: string }

/** A table that scrolls where it is wider than the page. Texts are escaped. */
export function table(head: Cell[], rows: Cell[][]): string {
  const headRow = head.map((each) => `<th scope="col">${show(each)}</th>`).join('')
  const body = rows.map((row) => `<tr>${row.map((each) => `<td>${show(each)}</td>`).join('')}</tr>`).join('')
  return `<div class="scroll" tabindex="0"><table><thead><tr>${headRow}</tr></thead><tbody>${body}</tbody></table></div>`
}

function show(cell: Cell): string {
  if (typeof cell === 'string') return escape(cell)
  return 'bad' in cell ? `<span class="bad">${escape(cell.bad)}</span>` : both(cell)
}
