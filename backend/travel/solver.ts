import { PinpointError } from '#contract';
import type { Solver, SolverAnswer } from '#core/placing';
import type { Progress } from '#data/import';

/**
 * Runs integer programmes with HiGHS in this thread, which is to be a worker: it is busy until the solver ends. Gap
 * tolerances are 0, so optimal is proven. Stops with `cancelled` when the person cancels.
 */
export function makeSolver(progress: Progress): Solver {
  return async (programme, { timeLimitSeconds, start, onBound }): Promise<SolverAnswer> => {
    // Loaded when the first proof is asked for: it is a large program.
    const { default: loadHighs } = await import('highs');
    const highs = await loadHighs();
    const { objectiveSense, variableType, modelStatus, callbackType, solutionStatus } = highs.constants;
    const model = highs.createModel({
      numCols: programme.columnCount,
      numRows: programme.rowCount,
      sense: programme.sense === 'maximise' ? objectiveSense.maximize : objectiveSense.minimize,
      offset: programme.offset,
      colCost: programme.objective,
      colLower: programme.columnLower,
      colUpper: programme.columnUpper,
      rowLower: programme.rowLower,
      rowUpper: programme.rowUpper,
      integrality: Array.from(programme.isInteger, (whole) =>
        whole === 1 ? variableType.integer : variableType.continuous,
      ),
      matrix: {
        format: 'csr',
        numRows: programme.rowCount,
        numCols: programme.columnCount,
        starts: programme.rowStart,
        indices: programme.columns,
        values: programme.coefficients,
      },
    });
    try {
      model.options.set({ output_flag: false, time_limit: timeLimitSeconds, mip_rel_gap: 0, mip_abs_gap: 0 });
      if (start !== null) model.setSolution({ colValue: start });
      model.run({
        [callbackType.mipInterrupt](event) {
          if (isCancelled(progress)) event.interrupt();
          const { running_time: seconds = 0, mip_dual_bound: bound } = event.data;
          if (bound !== undefined && Math.abs(bound) < noBound) onBound(bound);
          progress.report(Math.min(Math.round(seconds), timeLimitSeconds), timeLimitSeconds, 'seconds');
        },
      });
      progress.checkCancelled();
      const status = model.getModelStatus();
      if (status === modelStatus.infeasible) return nothing('infeasible');
      if (status !== modelStatus.optimal && status !== modelStatus.timeLimit) return nothing('failed');
      const hasValues = model.info.get('primal_solution_status') === solutionStatus.feasible;
      const bound = Number(model.info.get('mip_dual_bound'));
      return {
        status: status === modelStatus.optimal ? 'optimal' : 'time limit',
        objective: hasValues ? model.getObjectiveValue() : null,
        bound: Math.abs(bound) < noBound ? bound : null,
        values: hasValues ? model.getSolution().colValue : null,
      };
    } finally {
      model.dispose();
    }
  };
}

/** The solver's own infinity. */
const noBound = 1e20;

function isCancelled(progress: Progress): boolean {
  try {
    progress.checkCancelled();
    return false;
  } catch (error) {
    if (error instanceof PinpointError && error.code === 'cancelled') return true;
    throw error;
  }
}

function nothing(status: SolverAnswer['status']): SolverAnswer {
  return { status, objective: null, bound: null, values: null };
}
