import { dispatchFeatures } from './dispatch.features.ts'

dispatchFeatures('inline', {
  callerWaitsFor: 'the outside',
  onRollback: 'has already happened',
  onFailure: 'caller sees the error',
  onKill: 'caller sees the error',
  onDuplicate: 'same idempotency key',
})

dispatchFeatures('thread', {
  callerWaitsFor: 'the commit',
  onRollback: 'never happens',
  onFailure: 'retried, then given up',
  onKill: 'lost and counted',
  onDuplicate: 'same idempotency key',
})

dispatchFeatures('database', {
  callerWaitsFor: 'the commit',
  onRollback: 'never happens',
  onFailure: 'retried, then dead',
  onKill: 'nothing lost',
  onDuplicate: 'accepted once',
})
