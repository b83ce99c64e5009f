/** Some cells and what they add up to. */
export interface Sum {
  total: number;
  parts: readonly number[];
}

/**
 * What everybody may know before anything is shown: which counts there are, what adds up to what, and what none of them can
 * exceed. Cells are numbered in the order in which they were first named.
 */
export class World {
  readonly names: string[] = [];
  readonly sums: Sum[] = [];
  /** What a count cannot exceed. */
  readonly upper: number[] = [];
  /** How many people live in an area, by geography and code: `ward:2013 E05000889`. */
  readonly people = new Map<string, number>();
  /** Of areas, by geography. */
  readonly codes = new Map<string, readonly string[]>();
  /** What nobody may know: the counts themselves, as far as they are restricted. */
  readonly truth = new Map<number, number>();
  readonly #at = new Map<string, number>();
  /** Of people in all, more than any count here can be: the solver wants a bound. */
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  /** The cell of a count of an area, named as it is in documents: `claimants[sex=male]`. */
  cell(geography: string, need: string, code: string): number {
    const name = `${geography} ${need} ${code}`;
    const found = this.#at.get(name);
    if (found !== undefined) return found;
    this.#at.set(name, this.names.length);
    this.upper.push(this.#most);
    return this.names.push(name) - 1;
  }

  add(sum: Sum): void {
    this.sums.push(sum);
  }
}
