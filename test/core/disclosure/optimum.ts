import loadHighs, { type Highs, type ModelData } from 'highs';
import type { CellSystem } from '#core/disclosure';

/** What the best choice of cells hides beyond the small ones. */
export interface Optimum {
  need: number;
  cells: number;
}

/** The best choice that an integer programme finds, and against whom. */
export interface OptimumQuestion {
  system: CellSystem;
  threshold: number;
  /** Cells whose one person knows that count: small cells must be protected against each of them as well. */
  alone: readonly { cell: number; isSamePerson: (other: number) => boolean }[];
}

/**
 * The least need that can be hidden beside the small cells so that all hidden cells are protected: the cell suppression problem
 * as an integer programme (Fischetti & Salazar 1999), solved by HiGHS with no gap. Each hidden cell has two tables of its own that
 * agree with all that is shown and lie the threshold apart at it; a small cell has two more for each other person who stands alone.
 * Counts without upper bounds only. The tables are not held to whole numbers, so that it may be lower than can be had.
 */
export async function findOptimum(question: OptimumQuestion): Promise<Optimum> {
  const highs: Highs = await loadHighs();
  const { system, threshold } = question;
  const programme = new Programme(system);
  for (let cell = 0; cell < system.value.length; cell += 1) {
    programme.protect({ cell, threshold });
    if (!isSmall(system.value[cell]!, threshold)) continue;
    for (const one of question.alone)
      if (!one.isSamePerson(cell)) programme.protect({ cell, threshold, fixed: one.cell });
  }
  for (let cell = 0; cell < system.value.length; cell += 1)
    if (isSmall(system.value[cell]!, threshold)) programme.lower[cell] = 1;
  return highs.withModel(programme.toModel(), (model) => {
    model.options.set({ output_flag: false, mip_rel_gap: 0, mip_abs_gap: 0 });
    model.run();
    if (model.getModelStatus() !== highs.constants.modelStatus.optimal)
      throw new Error('No optimum was found.');
    const hidden = [...system.value.keys()].filter(
      (cell) => model.getSolution().colValue[cell]! > 0.5 && programme.lower[cell] === 0,
    );
    return { need: hidden.reduce((sum, cell) => sum + system.cost[cell]!, 0), cells: hidden.length };
  });
}

function isSmall(count: number, threshold: number): boolean {
  return count > 0 && count < threshold;
}

interface Protection {
  cell: number;
  threshold: number;
  /** A cell that stands still. */
  fixed?: number;
}

/** The first columns say which cells are hidden; after them come tables, as differences from the true one. */
class Programme {
  readonly lower: number[];
  readonly #system: CellSystem;
  readonly #most: number;
  readonly #columns: { low: number; high: number }[] = [];
  readonly #rows: { entries: [column: number, value: number][]; low: number; high: number }[] = [];

  constructor(system: CellSystem) {
    this.#system = system;
    this.lower = Array.from(system.value, () => 0);
    this.#most = 2 * Math.max(...system.value) + 20;
  }

  protect({ cell, threshold, fixed }: Protection): void {
    const [high, low] = [this.#addTable(fixed), this.#addTable(fixed)];
    this.#add(
      [
        [high + cell, 1],
        [low + cell, -1],
        [cell, -threshold],
      ],
      0,
      Infinity,
    );
  }

  /** Differences that add up to nothing in each equation, of hidden cells only, none below 0. Answers its first column. */
  #addTable(fixed: number | undefined): number {
    const { value, equations } = this.#system;
    const first = value.length + this.#columns.length;
    value.forEach((count, cell) => {
      this.#columns.push(fixed === cell ? { low: 0, high: 0 } : { low: -count, high: this.#most });
      this.#add(
        [
          [first + cell, 1],
          [cell, -this.#most],
        ],
        -Infinity,
        0,
      );
      this.#add(
        [
          [first + cell, 1],
          [cell, count],
        ],
        0,
        Infinity,
      );
    });
    equations.total.forEach((total, equation) => {
      const parts = [...equations.parts.subarray(equations.start[equation], equations.start[equation + 1])];
      this.#add([...parts.map((part): [number, number] => [first + part, 1]), [first + total, -1]], 0, 0);
    });
    return first;
  }

  #add(entries: [column: number, value: number][], low: number, high: number): void {
    this.#rows.push({ entries, low, high });
  }

  toModel(): ModelData {
    const cells = this.#system.value.length;
    const columns = [...this.lower.map((low) => ({ low, high: 1 })), ...this.#columns];
    const starts = [0];
    for (const { entries } of this.#rows) starts.push(starts.at(-1)! + entries.length);
    const entries = this.#rows.flatMap((row) => row.entries);
    return {
      numCols: columns.length,
      numRows: this.#rows.length,
      colCost: Float64Array.from(columns, (_, column) =>
        column < cells && this.lower[column] === 0 ? this.#system.cost[column]! : 0,
      ),
      colLower: Float64Array.from(columns, ({ low }) => low),
      colUpper: Float64Array.from(columns, ({ high }) => high),
      rowLower: Float64Array.from(this.#rows, ({ low }) => low),
      rowUpper: Float64Array.from(this.#rows, ({ high }) => high),
      matrix: {
        format: 'csr',
        numRows: this.#rows.length,
        numCols: columns.length,
        starts: Int32Array.from(starts),
        indices: Int32Array.from(entries, ([column]) => column),
        values: Float64Array.from(entries, ([, value]) => value),
      },
      integrality: Int32Array.from(columns, (_, column) => (column < cells ? 1 : 0)),
    };
  }
}
