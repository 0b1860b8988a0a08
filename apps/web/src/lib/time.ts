import { useEffect, useState } from 'react'

/** True once `isRunning` has held for `ms` without a break. */
export function useElapsed(isRunning: boolean, ms: number): boolean {
  const [isOver, setOver] = useState(false)
  useEffect(() => {
    if (!isRunning) return setOver(false)
    const timer = setTimeout(setOver, ms, true)
    return () => clearTimeout(timer)
  }, [isRunning, ms])
  return isOver
}

/** The present, renewed every `everyMs` while `isRunning`. */
export function useNow(isRunning: boolean, everyMs = 15_000): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    if (!isRunning) return
    setNow(Date.now())
    const timer = setInterval(() => setNow(Date.now()), everyMs)
    return () => clearInterval(timer)
  }, [isRunning, everyMs])
  return now
}
