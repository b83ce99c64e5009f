/** Which cells are protected by moving which others. */
export class ProofUsers {
  /** Of each protected cell, the cells that its proof moves. */
  readonly #used: Map<number, readonly number[]>;
  readonly #users = new Map<number, Set<number>>();

  /** Keeps and changes the proofs that it is given. */
  constructor(proofs: Map<number, readonly number[]>) {
    this.#used = proofs;
    for (const [cell, used] of proofs) this.set(cell, used);
  }

  /** Takes a new proof of a cell. */
  set(cell: number, used: readonly number[]): void {
    this.#used.set(cell, used);
    for (const moved of used) {
      const users = this.#users.get(moved);
      if (users === undefined) this.#users.set(moved, new Set([cell]));
      else users.add(cell);
    }
  }

  /** The cells whose proof moves any of these. */
  listUsers(cells: Iterable<number>): Set<number> {
    const users = new Set<number>();
    for (const cell of cells)
      for (const user of this.#users.get(cell) ?? [])
        if (this.#used.get(user)!.includes(cell)) users.add(user);
    return users;
  }
}
