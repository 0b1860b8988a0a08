import { useEffect, useState } from 'react'

/** From here on waiting is called late. */
export const lateMs = 3_000

/** True once `isRunning` has held for `ms` without a break. */
export function useElapsed(isRunning: boolean, ms: number): boolean {
  const [isOver, setOver] = useState(false)
  useEffect(() => {
    if (!isRunning) return
    const timer = setTimeout(setOver, ms, true)
    return () => {
      clearTimeout(timer)
      setOver(false)
    }
  }, [isRunning, ms])
  return isOver
}

/** The present, renewed every `everyMs` while `isRunning`. */
export function useNow(isRunning: boolean, everyMs = 15_000): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    if (!isRunning) return
    const tick = () => setNow(Date.now())
    const first = setTimeout(tick)
    const timer = setInterval(tick, everyMs)
    return () => {
      clearTimeout(first)
      clearInterval(timer)
    }
  }, [isRunning, everyMs])
  return now
}
