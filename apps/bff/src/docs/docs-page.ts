import { problemCodes } from '@nowait/contract/problem'
import { typeText, type Schema } from './type-text.ts'

interface Content {
  [mediaType: string]: { schema?: Schema; 'x-itemSchema'?: Schema }
}

interface Operation {
  operationId: string
  summary: string
  'x-access'?: string
  parameters: { name: string; in: string; required: boolean; schema: Schema }[]
  requestBody?: { content: Content }
  responses: Record<string, { description: string; content?: Content }>
}

interface Document {
  info: { title: string; description?: string }
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Schema> }
}

/** An OpenAPI document as HTML: what there is, who may ask for it, what goes in, what comes out, what can go wrong. */
export function docsPage(openApi: object): string {
  const { info, paths, components } = openApi as Document
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  )
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(info.title)} API</title>
<link rel="icon" href="/icon.svg">
<link rel="stylesheet" href="/api/docs.css">
</head>
<body>
<main>
<h1>${escape(info.title)} API</h1>
<p>${code(info.description ?? '')}</p>
<p>For tools: <a href="/api/openapi.json">openapi.json</a>. <a href="#problems">Problems</a>, <a href="#types">types</a>.</p>
<nav aria-label="Endpoints"><ul>
${operations.map(({ path, method, operation }) => `<li><a href="#${operation.operationId}"><b>${method}</b> ${escape(path)}</a> ${escape(operation.summary)}</li>`).join('\n')}
</ul></nav>
${operations.map(section).join('\n')}
<h2 id="problems">Problems</h2>
<p>Whatever goes wrong comes as <code>application/problem+json</code> (RFC 9457) with one of these codes.</p>
<div class="wide" tabindex="0" role="region" aria-labelledby="problems"><table>
<thead><tr><th scope="col">Code</th><th scope="col">Status</th><th scope="col">What happened</th><th scope="col">What to do</th></tr></thead>
<tbody>
${Object.entries(problemCodes)
  .map(
    ([name, [status, title, hint]]) =>
      `<tr id="${name}"><th scope="row"><code>${name}</code></th><td>${status}</td><td>${escape(title)}</td><td>${escape(hint)}</td></tr>`,
  )
  .join('\n')}
</tbody></table></div>
<h2 id="types">Types</h2>
${Object.entries(components.schemas)
  .map(([name, schema]) => `<h3 id="type-${escape(name)}">${escape(name)}</h3>\n${pre(typeText(schema))}`)
  .join('\n')}
</main>
</body>
</html>
`
}

function section({
  path,
  method,
  operation,
}: {
  path: string
  method: string
  operation: Operation
}): string {
  const { operationId, summary, parameters, requestBody, responses } = operation
  const access = operation['x-access'] ?? 'everybody'
  const given = parameters.map(
    ({ name, in: where, required, schema }) =>
      `<li><code>${escape(name)}</code> (${where}${required ? '' : ', optional'}): <code>${escape(typeText(schema))}</code></li>`,
  )
  return `<section aria-labelledby="${operationId}">
<h2 id="${operationId}"><span class="method">${method}</span> ${escape(path)}</h2>
<p>${escape(summary)}. For ${escape(access)}.</p>
${given.length > 0 ? `<ul>${given.join('')}</ul>` : ''}
${requestBody ? `<h3>Send</h3>\n${bodies(requestBody.content)}` : ''}
<h3>Answers</h3>
<dl>${Object.entries(responses)
    .map(
      ([status, answer]) =>
        `<dt>${status}</dt><dd>${answer.description.split('\n\n').map(problemLink).join('<br>')}${status < '300' ? bodies(answer.content ?? {}) : ''}</dd>`,
    )
    .join('')}</dl>
</section>`
}

function bodies(content: Content): string {
  return Object.entries(content)
    .map(([type, { schema, 'x-itemSchema': item }]) => {
      const each = item ? ', one of these a line or event' : ''
      return `<p class="media">${escape(type)}${each}</p>${pre(typeText(item ?? schema ?? {}))}`
    })
    .join('')
}

const problemLink = (line: string) =>
  escape(line).replace(
    /^([A-Z][A-Z_]+): /,
    (_, name: string) => `<a href="#${name}"><code>${name}</code></a> `,
  )

// A region that scrolls sideways has to be reachable by keyboard.
const pre = (text: string) => `<pre tabindex="0"><code>${escape(text)}</code></pre>`

const code = (text: string) => escape(text).replace(/`([^`]+)`/g, '<code>$1</code>')

const escape = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
