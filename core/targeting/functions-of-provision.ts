import { getTravelMode, PinpointError, travelModes, type TravelMode } from '#contract';
import { getText } from './arguments.ts';
import type { ConditionFunction, NumberFunction } from './functions.ts';
import { kilometres, minutesOfTravel, type NumberWords } from './number-words.ts';
import { exactly } from './quantity.ts';
import type { Scope } from './scope.ts';
import type { Speaker } from './speaker.ts';
import type { CallNode } from './syntax.ts';
import type { ProvisionNeed } from './table.ts';

const unknownBecause = 'no travel times';

/**
 * Minutes (by distance: kilometres) to the nearest site of what a selector picks. Where none is within the limit the
 * value lies above every number, so `minutes('*', 'transit') > 30` holds there. NaN where no travel times are kept.
 */
export const minutes: NumberFunction = {
  name: 'minutes',
  gives: 'number',
  parameters: [
    { name: 'selector', kind: 'selector' },
    { name: 'mode', kind: 'mode' },
  ],
  summary: `Minutes to the nearest matching site by ${listModes()}.`,
  needs: needsByMode,
  words: sayTravel,
  evaluate: (call, scope) => exactly(scope.access(needsByMode(call))?.minutes ?? allUnknown(scope)),
  whyUnknown: (call, area, scope) =>
    Number.isNaN(scope.access(needsByMode(call))?.minutes[area] ?? NaN) ? unknownBecause : null,
};

/**
 * Whether an area is inside the catchment of a site of what a selector picks: at least half of it is. Unknown where no
 * travel times are kept.
 */
export const covered: ConditionFunction = {
  name: 'covered',
  gives: 'condition',
  parameters: [{ name: 'selector', kind: 'selector' }],
  summary: 'True when at least half of the area is inside the catchment of a matching site.',
  needs: needsAsUsual,
  evaluate: (call, scope) =>
    scope.access(needsAsUsual(call))?.covered ?? new Uint8Array(scope.table.codes.length).fill(2),
  words: (call, say) => `covered by ${say.provision(getText(call, 0))}`,
  whyUnknown: (call, area, scope) =>
    (scope.access(needsAsUsual(call))?.covered[area] ?? 2) === 2 ? unknownBecause : null,
};

/**
 * Number of sites of what a selector picks whose catchment reaches any part of an area. NaN where no travel times are
 * kept.
 */
export const sites: NumberFunction = {
  name: 'sites',
  gives: 'number',
  parameters: [{ name: 'selector', kind: 'selector' }],
  summary: 'Number of matching sites whose catchment reaches the area.',
  needs: needsAsUsual,
  words: (call, say) => saySites(getText(call, 0), say),
  evaluate: (call, scope) => exactly(scope.access(needsAsUsual(call))?.sites ?? allUnknown(scope)),
  whyUnknown: (call, area, scope) =>
    Number.isNaN(scope.access(needsAsUsual(call))?.sites[area] ?? NaN) ? unknownBecause : null,
};

/** What a call of a selector and a mode asks. */
function needsByMode(call: CallNode): ProvisionNeed {
  return { selector: getText(call, 0), mode: getMode(call) };
}

/** What a call of a selector alone asks: the mode is the usual one. */
function needsAsUsual(call: CallNode): ProvisionNeed {
  return { selector: getText(call, 0), mode: null };
}

/** "distance (km), walk, cycle or transit". */
function listModes(): string {
  const modes = travelModes.map((mode) =>
    getTravelMode(mode).unit === 'kilometres' ? `${mode} (km)` : mode,
  );
  return new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(modes);
}

function sayTravel(call: CallNode, say: Speaker): NumberWords {
  const [selector, mode] = [getText(call, 0), getMode(call)];
  const { unit, phrase } = getTravelMode(mode);
  if (unit === 'kilometres') {
    const nearest = `the nearest ${say.sites(selector, false)}`;
    return {
      text: `the distance to ${nearest}`,
      unit: kilometres,
      joinedBy: 'words',
      amount: { unit: kilometres, say: ({ text }) => `${nearest} is ${text} away` },
    };
  }
  const how = `${phrase} to reach ${say.provision(selector)}`;
  return {
    text: `the time ${how}`,
    unit: minutesOfTravel,
    joinedBy: 'words',
    amount: { unit: minutesOfTravel, say: ({ text }) => `it takes ${text} ${how}` },
  };
}

function saySites(selector: string, say: Speaker): NumberWords {
  return {
    text: `the number of ${say.sites(selector, true)} in reach`,
    joinedBy: 'words',
    amount: {
      unit: { one: ` ${say.sites(selector, false)}`, many: ` ${say.sites(selector, true)}`, isCounted: true },
      say: ({ text, isOne }) => `${text} ${isOne ? 'is' : 'are'} in reach`,
    },
  };
}

function allUnknown(scope: Scope): Float64Array {
  return new Float64Array(scope.table.codes.length).fill(NaN);
}

/** The mode of a checked call. Throws `internal` where the call was never checked. */
function getMode(call: CallNode): TravelMode {
  const text = getText(call, 1);
  const mode = travelModes.find((known) => known === text);
  if (mode !== undefined) return mode;
  throw new PinpointError('internal', `${text} was not checked as a way of travelling.`);
}
