import loadHighs, { type Highs, type ModelData } from 'highs';
import type { IntegerProgramme, Solver, SolverAnswer } from '#core/placing';

let loaded: Promise<Highs> | undefined;

/** The real solver, in this thread. Its gap tolerances are 0, so that optimal means proven. */
export const solveWithHighs: Solver = async (programme, { timeLimitSeconds, start }) => {
  const highs = await (loaded ??= loadHighs());
  return highs.withModel(toModel(programme, highs), (model): SolverAnswer => {
    model.options.set({ output_flag: false, time_limit: timeLimitSeconds, mip_rel_gap: 0, mip_abs_gap: 0 });
    if (start !== null) model.setSolution({ colValue: start });
    model.run();
    const status = nameStatus(highs, model.getModelStatus());
    const hasValues = model.info.get('primal_solution_status') === 2;
    return {
      status,
      objective: hasValues ? model.getObjectiveValue() : null,
      bound: boundOf(Number(model.info.get('mip_dual_bound'))),
      values: hasValues ? model.getSolution().colValue : null,
    };
  });
};

function boundOf(bound: number): number | null {
  return Number.isFinite(bound) && Math.abs(bound) < 1e20 ? bound : null;
}

function nameStatus({ constants }: Highs, status: number): SolverAnswer['status'] {
  const { optimal, timeLimit, infeasible } = constants.modelStatus;
  if (status === optimal) return 'optimal';
  if (status === timeLimit) return 'time limit';
  return status === infeasible ? 'infeasible' : 'failed';
}

function toModel(programme: IntegerProgramme, { constants }: Highs): ModelData {
  const { columnCount, rowCount } = programme;
  return {
    numCols: columnCount,
    numRows: rowCount,
    sense:
      programme.sense === 'maximise' ? constants.objectiveSense.maximize : constants.objectiveSense.minimize,
    offset: programme.offset,
    colCost: programme.objective,
    colLower: programme.columnLower,
    colUpper: programme.columnUpper,
    rowLower: programme.rowLower,
    rowUpper: programme.rowUpper,
    matrix: {
      format: 'csr',
      numRows: rowCount,
      numCols: columnCount,
      starts: programme.rowStart,
      indices: programme.columns,
      values: programme.coefficients,
    },
    integrality: Int32Array.from(programme.isInteger),
  };
}
