import { signal } from '../signal.ts'

/** Whether changes reach us by themselves. While they do not, what is not final yet is asked for now and then. */
export const liveState = signal<LiveState>('off')

export type LiveState = 'off' | 'connecting' | 'on'
