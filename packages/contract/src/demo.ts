/** Accounts for a first look: in the mock, and on the embedded database only. */
export const demoMember = { email: 'demo@nowait.shop', password: 'nowait-demo', name: '김하루' } as const
export const demoOperator = { email: 'ops@nowait.shop', password: 'nowait-ops', name: '운영자' } as const
