/** Of the report: light, dark and on paper. Colours keep 4.5 : 1 for text and 3 : 1 for bars. */
export const style = `
:root { color-scheme: light dark; --paper: #fff; --ink: #1c1c1a; --soft: #5c5b55; --line: #d9d7cf; --fast: #2f7d6b; --slow: #b4451f; --third: #4a5fa5 }
@media (prefers-color-scheme: dark) { :root { --paper: #191917; --ink: #f0efe9; --soft: #b3b1a8; --line: #45443f; --fast: #5fbfa5; --slow: #f08a5d; --third: #93a8f0 } }
body { margin: 0 auto; max-width: 62rem; padding: 2rem 1.25rem 4rem; background: var(--paper); color: var(--ink); font: 1rem/1.6 system-ui, "Apple SD Gothic Neo", "Noto Sans KR", sans-serif }
body:has(#ko:checked) [lang=en], body:has(#en:checked) [lang=ko] { display: none }
h1 { font-size: 1.9rem; line-height: 1.25; margin: 1rem 0 .5rem } h2 { font-size: 1.2rem; margin: 2.75rem 0 .25rem }
p { margin: .25rem 0 1rem; max-width: 46rem } .soft { color: var(--soft); font-size: .875rem }
fieldset { border: 0; padding: 0; margin: 0; display: flex; gap: 1rem; justify-content: flex-end } label { padding: .35rem 0; cursor: pointer }
.legend { list-style: none; display: flex; flex-wrap: wrap; gap: 1.25rem; padding: 0; margin: .5rem 0; font-size: .875rem }
.legend li::before { content: ""; display: inline-block; width: .8em; height: .8em; margin-right: .45em; border-radius: 2px; background: var(--colour) }
.series-0 { --colour: var(--fast) } .series-1 { --colour: var(--slow) } .series-2 { --colour: var(--third) }
svg { width: 100%; height: auto; display: block } .scroll + .scroll { margin-top: 2rem } svg text { fill: var(--ink); stroke: var(--paper); stroke-width: 3px; paint-order: stroke; font-size: 13px } svg rect { fill: var(--colour) }
svg .name { text-anchor: end } svg line.reference { stroke: var(--soft); stroke-dasharray: 4 3 } svg text.reference { fill: var(--soft); text-anchor: middle; font-size: 11px }
.scroll { overflow-x: auto } table { border-collapse: collapse; width: 100%; font-size: .875rem; font-variant-numeric: tabular-nums }
th, td { padding: .35rem .6rem; border-bottom: 1px solid var(--line); text-align: right; white-space: nowrap } th:first-child, td:first-child { text-align: left } th { color: var(--soft); font-weight: 600 }
.bad { color: var(--slow); font-weight: 600 }
@media (max-width: 40rem) { svg text, svg text.reference { font-size: 19px } }
@media print { :root { color-scheme: light; --paper: #fff; --ink: #000; --soft: #444; --line: #bbb; --fast: #2f7d6b; --slow: #b4451f; --third: #4a5fa5 } body { max-width: none; padding: 0; font-size: 10.5pt } fieldset { display: none } section { break-inside: avoid } rect, .legend li::before { print-color-adjust: exact } }
`
