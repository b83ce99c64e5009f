/** The times at which a vehicle leaves one stop and arrives at a later one, in seconds. */
export interface Leg {
  leaves: number;
  arrives: number;
}

/**
 * The second at which a vehicle passes a point between two stops, at even speed: `leaves + ⌊(arrives − leaves) · part / whole⌋`.
 * `part` of `whole` lies behind it (0 ≤ part ≤ whole, whole > 0), counted in stops or in any unit of length. All of them are
 * whole numbers, and so is every step of the sum: a share held as a fraction of two loses a second now and then.
 */
export function timeBetween({ leaves, arrives }: Leg, part: number, whole: number): number {
  const product = (arrives - leaves) * part;
  // Up to here a quotient of whole numbers is rounded to no whole number that it does not reach.
  if (product <= Number.MAX_SAFE_INTEGER) return leaves + Math.floor(product / whole);
  return leaves + Number((BigInt(arrives - leaves) * BigInt(part)) / BigInt(whole));
}
