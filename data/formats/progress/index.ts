/** How a long piece of work tells where it is and learns that it is no longer wanted. */
export interface Progress {
  /**
   * Begins the next stage. `weight` is its share of the whole work, 0..1; the weights of all stages of one
   * piece of work add up to at most 0.9, because publishing takes the rest.
   */
  stage(name: string, weight: number): void;
  /** How far the stage is: `done` of `total` units; `total` is null where it is not known. */
  report(done: number, total: number | null, unit: string): void;
  /** Throws `PinpointError` `cancelled` once the person has cancelled. Call it once per batch. */
  checkCancelled(): void;
}

/** Progress of work that nobody watches and nobody cancels. */
export const quietProgress: Progress = {
  stage() {},
  report() {},
  checkCancelled() {},
};
