import { checkProblem, type PlacingProblem } from './problem.ts';
import { formulate, readSolution, type IntegerProgramme } from './programme.ts';
import { prepare } from './state.ts';

/**
 * The problem as an integer programme with the way back: `readSolution` gives the ids of the sites that a solver's values
 * choose. For solving it here, `proveSites` does all of it. Throws `usage` for a question that cannot be asked.
 */
export function toIntegerProgramme(problem: PlacingProblem): {
  programme: IntegerProgramme;
  readSolution: (values: ArrayLike<number>) => string[];
} {
  checkProblem(problem);
  const formulated = formulate(prepare(problem));
  return {
    programme: formulated.programme,
    readSolution: (values) => readSolution(formulated, values).map((site) => problem.sites[site]!.id),
  };
}
