import { type Theme, getTheme } from '#contract';

export type SequentialRamp = 'blues' | 'purples' | 'oranges';
export const sequentialRamps: readonly { id: SequentialRamp; name: string }[] = [
  { id: 'blues', name: 'Blues' },
  { id: 'purples', name: 'Purples' },
  { id: 'oranges', name: 'Oranges' },
];

/** ColorBrewer 2.0 (Cynthia Brewer, Apache-2.0), low to high, for three to seven classes. */
const sequential: Record<SequentialRamp, readonly string[]> = {
  blues: [
    '#deebf7 #9ecae1 #3182bd',
    '#eff3ff #bdd7e7 #6baed6 #2171b5',
    '#eff3ff #bdd7e7 #6baed6 #3182bd #08519c',
    '#eff3ff #c6dbef #9ecae1 #6baed6 #3182bd #08519c',
    '#eff3ff #c6dbef #9ecae1 #6baed6 #4292c6 #2171b5 #084594',
  ],
  purples: [
    '#efedf5 #bcbddc #756bb1',
    '#f2f0f7 #cbc9e2 #9e9ac8 #6a51a3',
    '#f2f0f7 #cbc9e2 #9e9ac8 #756bb1 #54278f',
    '#f2f0f7 #dadaeb #bcbddc #9e9ac8 #756bb1 #54278f',
    '#f2f0f7 #dadaeb #bcbddc #9e9ac8 #807dba #6a51a3 #4a1486',
  ],
  oranges: [
    '#fee6ce #fdae6b #e6550d',
    '#feedde #fdbe85 #fd8d3c #d94701',
    '#feedde #fdbe85 #fd8d3c #e6550d #a63603',
    '#feedde #fdd0a2 #fdae6b #fd8d3c #e6550d #a63603',
    '#feedde #fdd0a2 #fdae6b #fd8d3c #f16913 #d94801 #8c2d04',
  ],
};

/** ColorBrewer PuOr for three to seven classes: orange below the middle, purple above it. */
const diverging: readonly string[] = [
  '#f1a340 #f7f7f7 #998ec3',
  '#e66101 #fdb863 #b2abd2 #5e3c99',
  '#e66101 #fdb863 #f7f7f7 #b2abd2 #5e3c99',
  '#b35806 #f1a340 #fee0b6 #d8daeb #998ec3 #542788',
  '#b35806 #f1a340 #fee0b6 #f7f7f7 #d8daeb #998ec3 #542788',
];

/** Okabe and Ito's eight colours that stay apart for colour-blind readers, black last. */
export const categoricalColours: readonly string[] = [
  '#e69f00',
  '#56b4e9',
  '#009e73',
  '#f0e442',
  '#0072b2',
  '#d55e00',
  '#cc79a7',
  '#000000',
];

/** The fewest and most classes that a ramp has colours for. */
export const classLimits = { fewest: 3, most: 7 } as const;

/** Middle of the diverging ramp where white would be the brightest thing on a dark screen. */
const darkMiddle = '#5b6470';

/**
 * Colours of a single-hue ramp, one a class, low to high. On a dark screen the order of lightness is turned round, so that
 * the high end stands out from the ground in every theme.
 * One or two classes take the upper end of the shortest ramp; more than seven are refused with a RangeError.
 */
export function sequentialColours(ramp: SequentialRamp, classes: number, theme: Theme): string[] {
  const colours = coloursFor(sequential[ramp], classes);
  return getTheme(theme).ground === 'dark' ? colours.toReversed() : colours;
}

/** Colours of the diverging ramp (PuOr), below the middle to above it; for change about a meaningful middle. Limits as above. */
export function divergingColours(classes: number, theme: Theme): string[] {
  const colours = coloursFor(diverging, classes);
  if (getTheme(theme).ground === 'light') return colours;
  return colours.map((colour) => (colour === '#f7f7f7' ? darkMiddle : colour));
}

function coloursFor(bySize: readonly string[], classes: number): string[] {
  if (!Number.isInteger(classes) || classes < 1 || classes > classLimits.most) {
    throw new RangeError(`A ramp has one to seven classes, not ${classes}.`);
  }
  const colours = bySize[Math.max(0, classes - classLimits.fewest)]!.split(' ');
  return classes < classLimits.fewest ? colours.slice(-classes) : colours;
}
