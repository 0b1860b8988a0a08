/** The control of the push service that `npm run e2e:stack` starts. A site of one's own has to bring one too. */
export function pushService(path: string): string {
  const url = process.env['PUSH_SERVICE_URL']
  if (!url)
    throw new Error('PUSH_SERVICE_URL is not set: npm run e2e:stack starts a push service and sets it')
  return url + path
}
