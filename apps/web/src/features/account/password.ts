/** As the contract has it; only length counts. */
export const shortestPassword = 8
