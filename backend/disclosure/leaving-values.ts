import {
  flagByte,
  leavingStates,
  PinpointError,
  reportError,
  type LeavingColumn,
  type LeavingState,
  type ValueColumn,
} from '#contract';

type Numbers = Pick<ValueColumn, 'values' | 'flags'>;

const byteOf = (state: LeavingState): number => leavingStates.indexOf(state);

/**
 * What becomes of stored values when they leave. `readTreated` answers them as the policy lets them leave; where it refuses that
 * with `disclosure`, whatever is known is stopped.
 */
export function compareLeaving(stored: Numbers, readTreated: () => Numbers): Omit<LeavingColumn, 'policy'> {
  try {
    const { values, flags } = readTreated();
    const states = Uint8Array.from(stored.values, (value, area) => {
      if (!isKnown(stored, area)) return byteOf('as it is');
      if (flags[area] === flagByte.suppressed) return byteOf('hidden');
      return byteOf(values[area] === value ? 'as it is' : 'rounded');
    });
    return { states, values, stopped: null };
  } catch (error) {
    if (!(error instanceof PinpointError) || error.code !== 'disclosure') throw error;
    const states = Uint8Array.from(stored.values, (_, area) =>
      byteOf(isKnown(stored, area) ? 'stopped' : 'as it is'),
    );
    const values = new Float64Array(stored.values.length).fill(NaN);
    return { states, values, stopped: reportError(error) };
  }
}

function isKnown({ values, flags }: Numbers, area: number): boolean {
  return flags[area] !== flagByte.missing && !Number.isNaN(values[area]!);
}
