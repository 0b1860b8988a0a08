/**
 * Sends one group after the other: what comes while one is under way goes together with the next. `sendAll` gives a
 * result for each item. When a group fails, each of its items has failed, and as many of the next go alone and at once:
 * one that can never be sent keeps the others back no more than that.
 */
export function gather<Item, Result>(
  sendAll: (items: Item[]) => Promise<Result[]>,
): (item: Item) => Promise<Result> {
  const waiting: Array<PromiseWithResolvers<Result> & { item: Item }> = []
  let sending = false
  let alone = 0

  async function sendGroups(): Promise<void> {
    sending = true
    while (waiting.length > 0) {
      const group = waiting.splice(0)
      try {
        const results = await sendAll(group.map(({ item }) => item))
        group.forEach(({ resolve }, at) => resolve(results[at]!))
      } catch (error) {
        if (group.length > 1) alone += group.length
        for (const { reject } of group) reject(error)
      }
    }
    sending = false
  }

  return async (item) => {
    if (alone > 0) {
      alone--
      return (await sendAll([item]))[0]!
    }
    const one = { ...Promise.withResolvers<Result>(), item }
    waiting.push(one)
    if (!sending) void sendGroups()
    return one.promise
  }
}
