import { PinpointError } from '#contract';
import { columnsOf, type Dictionary } from './dictionary.ts';
import type { RateDefinition } from './interfaces.ts';

/**
 * Defines or redefines a derived rate. Throws `not_found` for a numerator or denominator that the workspace does not know,
 * and `conflict` where the id belongs to an indicator with values of its own or where a part is not a count.
 */
export function defineRate(dictionary: Dictionary, definition: RateDefinition): void {
  const { id, numerator, denominator, polarity } = definition;
  const found = dictionary.find('indicator', id);
  if (found !== undefined && found['numerator'] === null) {
    throw new PinpointError('conflict', `${id} has values of its own and cannot become a derived rate.`, {
      found: id,
      hint: 'Choose another id.',
    });
  }
  const [top, bottom] = [getCount(dictionary, numerator), getCount(dictionary, denominator)];
  const columns = columnsOf({
    id,
    name: definition.name ?? `${top} per ${bottom}`,
    kind: 'rate',
    of: denominator,
    numerator,
    unit: '%',
    polarity,
    additive: false,
  });
  if (found !== undefined) {
    dictionary.put({ table: 'indicator', before: found, after: { ...found, ...columns } });
  } else dictionary.addIndicator(id, columns);
}

/** The name of a count. */
function getCount(dictionary: Dictionary, id: string): string {
  const found = dictionary.find('indicator', id);
  if (found === undefined) {
    throw new PinpointError('not_found', `The workspace has no indicator ${id}.`, {
      found: id,
      hint: 'Import its values first.',
    });
  }
  if (found['kind'] !== 'count') {
    throw new PinpointError(
      'conflict',
      `${id} is a ${String(found['kind'])}; a rate is made of two counts.`,
      {
        found: String(found['kind']),
        expected: 'count',
      },
    );
  }
  return String(found['name']);
}
