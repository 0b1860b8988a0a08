// A stand-in for a service of the stack: answers like one, and shows the tests what it was given.
import { createServer } from 'node:http'

const { PORT, HOST, FAKE_FAILS } = process.env
if (FAKE_FAILS) throw new Error(FAKE_FAILS)

const server = createServer((request, response) => {
  if (request.url === '/crash') process.kill(process.pid, 'SIGKILL')
  const body = request.url === '/env' ? process.env : { pid: process.pid }
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify(body))
})
server.listen(Number(PORT), HOST)
process.on('SIGTERM', () => {
  console.log('drained')
  server.close(() => process.exit(0))
  server.closeAllConnections()
})
