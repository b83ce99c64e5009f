import { type ObservationsMapping, PinpointError } from '#contract';
import type { IndicatorDefinition, WorkspaceReader } from '#data/workspace';
import type { Tally } from '../tally.ts';

/**
 * The definition of the indicator that an import brings: as the workspace has it already, else made from the mapping.
 * Throws `conflict` where the workspace derives that indicator from others or has it as another kind.
 */
export function defineIndicator(
  reader: WorkspaceReader,
  mapping: ObservationsMapping,
  tally: Tally,
): IndicatorDefinition {
  const known = reader.listIndicators().find(({ id }) => id === mapping.indicator);
  if (!known) return makeDefinition(mapping);
  if (known.numerator !== null) {
    throw new PinpointError(
      'conflict',
      `${known.id} is computed from ${known.numerator} and ${known.of}, so values cannot be imported for it.`,
      {
        hint: 'Import under another id.',
      },
    );
  }
  if (known.kind !== mapping.kind) {
    throw new PinpointError(
      'conflict',
      `${known.id} is a ${known.kind} in this workspace and cannot be imported as a ${mapping.kind}.`,
      {
        expected: known.kind,
        found: mapping.kind,
        hint: `Import it as a ${known.kind}, or under another id.`,
      },
    );
  }
  if (mapping.of !== null && known.of !== null && mapping.of !== known.of) {
    tally.warn(
      `${known.id} is a share of ${known.of} in this workspace; “of ${mapping.of}” was not taken over.`,
    );
  }
  const { id, name, kind, numerator, unit, polarity, additive } = known;
  return { id, name, kind, of: known.of ?? mapping.of, numerator, unit, polarity, additive };
}

function makeDefinition(mapping: ObservationsMapping): IndicatorDefinition {
  const name = mapping.name ?? nameFromId(mapping.indicator);
  return {
    id: mapping.indicator,
    name,
    kind: mapping.kind,
    of: mapping.of,
    numerator: null,
    unit: mapping.unit ?? (mapping.kind === 'rate' ? '%' : ''),
    polarity: guessPolarity(`${mapping.indicator.replaceAll('_', ' ')} ${name}`),
    additive: mapping.kind === 'count',
  };
}

/** An id as words: `jsa_claimants` → `JSA claimants`. */
function nameFromId(id: string): string {
  const words = id
    .replaceAll('_', ' ')
    .replace(/\b(jsa|esa|ib|uc|imd|dwp|daf|neet)\b/g, (word) => word.toUpperCase());
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Which way is worse, from what an indicator is called; neutral where the words do not tell. */
function guessPolarity(words: string): IndicatorDefinition['polarity'] {
  if (/\brank\b|\bdecile\b/i.test(words)) return 'low_is_worse';
  if (
    /unemploy|workless|jobless|claim|depriv|benefit|inactiv|poverty|crime|jsa|lone parent|no qualification|imd/i.test(
      words,
    )
  ) {
    return 'high_is_worse';
  }
  return /employ|earning|income|pay\b|qualif|attain|jobs/i.test(words) ? 'low_is_worse' : 'neutral';
}
