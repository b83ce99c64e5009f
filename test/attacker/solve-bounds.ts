import loadHighs, { type Highs, type Model } from 'highs';
import type { Bounded, Range } from './displayed.ts';

let loaded: Promise<Highs> | undefined;

/** What an attacker knows besides: the count of one cell, because he is the one person in it. */
export type Inside = ReadonlyMap<number, number>;

export interface BoundsQuestion {
  /** Whose bounds are asked for. */
  cells: readonly number[];
  inside?: Inside;
  /** Whether only whole tables count: integer programmes, stronger and slower than linear ones rounded to whole numbers. */
  isWhole?: boolean;
  /**
   * How far apart bounds are to be, by position among the cells, that need not be known any better: then those are answered between
   * which tables were found. Left out: all bounds are wanted.
   */
  isEnough?: (at: number, bounds: Range) => boolean;
}

/**
 * The least and the greatest that each of some cells can be, by HiGHS, given between what each lies, every equation, and that counts
 * are whole, from 0 and at most their denominators. Bounds of the linear programme are rounded inward. Throws where nothing fits that:
 * the attacker has then been told something untrue.
 */
export async function boundCells(
  known: Bounded,
  { cells, inside = new Map(), isWhole = false, isEnough = () => false }: BoundsQuestion,
): Promise<Range[]> {
  if (cells.length === 0) return [];
  const highs = await (loaded ??= loadHighs());
  const model = build(highs, known, { inside, isWhole });
  const seen = cells.map((): [number, number] => [Infinity, -Infinity]);
  const look = (sense: 'minimize' | 'maximize'): number => {
    const best = solve(highs, model, sense);
    // Each table that is found shows of every cell what else it may be.
    const { colValue } = model.getSolution();
    for (const [at, cell] of cells.entries())
      seen[at] = [Math.min(seen[at]![0], colValue[cell]!), Math.max(seen[at]![1], colValue[cell]!)];
    return best;
  };
  const whole = ([low, high]: Range): Range => [Math.ceil(low - 1e-6) + 0, Math.floor(high + 1e-6)];
  try {
    return cells.map((cell, at) => {
      model.changeColCost(cell, 1);
      for (const [end, sense] of (['minimize', 'maximize'] as const).entries()) {
        if (isEnough(at, whole(seen[at]!))) continue;
        // Where there is no end to it, no table shows that.
        const best = look(sense);
        seen[at]![end] = best;
      }
      model.changeColCost(cell, 0);
      return whole(seen[at]!);
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
  { ranges, equations }: Bounded,
  { inside, isWhole }: { inside: Inside; isWhole: boolean },
): Model {
  const bounds = ranges.map((range, cell): Range => {
    const count = inside.get(cell);
    return count === undefined ? range : [count, count];
  });
  const starts = [0];
  const indices: number[] = [];
  const values: number[] = [];
  for (const { total, parts } of equations) {
    indices.push(...parts, total);
    values.push(...parts.map(() => 1), -1);
    starts.push(indices.length);
  }
  const sides = Float64Array.from(equations, ({ elsewhere }) => -elsewhere);
  const model = highs.createModel({
    numCols: bounds.length,
    numRows: equations.length,
    colCost: new Float64Array(bounds.length),
    colLower: Float64Array.from(bounds, ([low]) => low),
    colUpper: Float64Array.from(bounds, ([, high]) => high),
    rowLower: sides,
    rowUpper: sides,
    matrix: {
      format: 'csr',
      numRows: equations.length,
      numCols: bounds.length,
      starts: Int32Array.from(starts),
      indices: Int32Array.from(indices),
      values: Float64Array.from(values),
    },
    ...(isWhole && { integrality: new Int32Array(bounds.length).fill(1) }),
  });
  model.options.set({ output_flag: false });
  return model;
}
