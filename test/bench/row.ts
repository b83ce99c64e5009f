/** One line of the bench table: what was done, what it may take, what it took, and what a peer takes. */
export interface BenchRow {
  work: string;
  budget: string;
  measured: string;
  /** The same work by another tool on this machine; empty where there is none. */
  peer: string;
  /** Whether the budget was kept; null where there is none. */
  ok: boolean | null;
}
