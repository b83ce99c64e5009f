import loadHighs, { type Highs, type Model } from 'highs';
import { readCell, type Displayed } from './displayed.ts';

let loaded: Promise<Highs> | undefined;

/** What an attacker knows besides: the count of one cell, because he is the one person in it. */
export type Inside = ReadonlyMap<number, number>;

export interface BoundsQuestion {
  /** Whose bounds are asked for. */
  cells: readonly number[];
  inside?: Inside;
  /** Whether only whole tables count: integer programmes, stronger and slower than linear ones rounded to whole numbers. */
  isWhole?: boolean;
}

/**
 * The least and the greatest that each of some cells can be, by HiGHS, given everything shown, every equation, and that counts
 * are whole, from 0 and at most their denominators. Bounds of the linear programme are rounded inward. Throws where nothing fits what is shown:
 * the attacker has then been told something untrue.
 */
export async function boundCells(
  document: Displayed,
  { cells, inside = new Map(), isWhole = false }: BoundsQuestion,
): Promise<[low: number, high: number][]> {
  if (cells.length === 0) return [];
  const highs = await (loaded ??= loadHighs());
  const model = build(highs, document, { inside, isWhole });
  try {
    return cells.map((cell) => {
      model.changeColCost(cell, 1);
      const low = solve(highs, model, 'minimize');
      const high = solve(highs, model, 'maximize');
      model.changeColCost(cell, 0);
      return [Math.ceil(low - 1e-6) + 0, Math.floor(high + 1e-6)];
    });
  } finally {
    model.dispose();
  }
}

function solve(highs: Highs, model: Model, sense: 'minimize' | 'maximize'): number {
  const { objectiveSense, modelStatus } = highs.constants;
  model.changeObjectiveSense(objectiveSense[sense]);
  model.run();
  // What the solver kept of the run before may lead it astray.
  if (model.getModelStatus() === modelStatus.unknown) {
    model.clearSolver();
    model.run();
  }
  const status = model.getModelStatus();
  if (status === modelStatus.optimal) return model.getObjectiveValue();
  if (status === modelStatus.unbounded || status === modelStatus.unboundedOrInfeasible)
    return sense === 'maximize' ? Infinity : -Infinity;
  throw new Error(`The attacker's programme ended with status ${status}.`);
}

function build(
  highs: Highs,
  document: Displayed,
  { inside, isWhole }: { inside: Inside; isWhole: boolean },
): Model {
  const cells = document.shown.length;
  const bounds = document.shown.map((_, cell): readonly [number, number] => {
    const known = inside.get(cell);
    return known === undefined ? readCell(document, cell) : [known, known];
  });
  const starts = [0];
  const indices: number[] = [];
  const values: number[] = [];
  for (const { total, parts } of document.equations) {
    indices.push(...parts, total);
    values.push(...parts.map(() => 1), -1);
    starts.push(indices.length);
  }
  const sides = Float64Array.from(document.equations, ({ elsewhere }) => -elsewhere);
  const model = highs.createModel({
    numCols: cells,
    numRows: document.equations.length,
    colCost: new Float64Array(cells),
    colLower: Float64Array.from(bounds, ([low]) => low),
    colUpper: Float64Array.from(bounds, ([, high]) => high),
    rowLower: sides,
    rowUpper: sides,
    matrix: {
      format: 'csr',
      numRows: document.equations.length,
      numCols: cells,
      starts: Int32Array.from(starts),
      indices: Int32Array.from(indices),
      values: Float64Array.from(values),
    },
    ...(isWhole && { integrality: new Int32Array(cells).fill(1) }),
  });
  model.options.set({ output_flag: false });
  return model;
}
