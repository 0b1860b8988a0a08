/** The data of server-sent events of one line each, as they come; `alive` is called whenever bytes do. */
export async function* readEvents(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  alive: () => void = () => {},
): AsyncGenerator<string> {
  let rest = ''
  for await (const text of body.pipeThrough(new TextDecoderStream())) {
    alive()
    const lines = (rest + text).split('\n')
    rest = lines.pop()!
    for (const line of lines) if (line.startsWith('data: ')) yield line.slice(6)
  }
}
