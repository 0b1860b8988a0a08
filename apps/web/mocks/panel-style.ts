export const panelStyle = `
:host { font: 13px/1.4 system-ui, sans-serif; color: #1f1b18 }
button, select, input { font: inherit; color: inherit; border: 1px solid #8a817a; border-radius: 6px; background: #fff; padding: 4px 8px }
button { cursor: pointer; min-height: 32px }
:focus-visible { outline: 2px solid #c2410c; outline-offset: 2px }
.open { position: fixed; left: 12px; bottom: 12px; z-index: 50; opacity: .75 }
.open:hover, .open:focus-visible { opacity: 1 }
form { inset: auto auto 56px 12px; margin: 0; width: 320px; max-height: 80vh; overflow: auto; padding: 16px; border: 1px solid #d9d2ca; border-radius: 10px; background: #faf8f5; box-shadow: 0 8px 30px #0003 }
h2 { margin: 0 0 8px; font-size: 14px }
div { display: flex; gap: 8px; margin-bottom: 6px }
div { align-items: center }
label { width: 96px }
select, label + input { flex: 1; min-width: 0 }
select + input { width: 76px }
form > button { margin-right: 8px }
output { display: block; margin: 8px 0; overflow-wrap: anywhere; font-family: ui-monospace, monospace; font-size: 12px }
`
