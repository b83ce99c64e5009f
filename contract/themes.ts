/** All that is known of a theme apart from its colours (`renderer/ui/tokens.css`, `renderer/map/palette.ts`). */
export interface ThemeRecord {
  /** On its button. */
  name: string;
  /** In the menu of the desktop; `&` stands before the letter that chooses it. */
  menuLabel: string;
  /** What figures stand on: on a dark ground high values are light. */
  ground: 'light' | 'dark';
  /** How many times the usual size type and rows are. */
  scale: number;
  /** Whether it is looked at by a room: the legend stays open, and panels have sizes of their own. */
  isForRoom: boolean;
}

/**
 * Every theme, by its id and in the order of buttons and menus. One more is a record here, its block of colours in
 * `renderer/ui/tokens.css`, its map colours in `renderer/map/palette.ts` and a sign on its button.
 */
export const themeRecords = {
  light: { name: 'Light theme', menuLabel: '&Light Theme', ground: 'light', scale: 1, isForRoom: false },
  dark: { name: 'Dark theme', menuLabel: '&Dark Theme', ground: 'dark', scale: 1, isForRoom: false },
  projector: {
    name: 'Projector theme: large type, strong lines',
    menuLabel: '&Projector Theme',
    ground: 'light',
    scale: 1.5,
    isForRoom: true,
  },
} as const satisfies Record<string, ThemeRecord>;

export type Theme = keyof typeof themeRecords;

/** The ids of all themes, in the order of buttons and menus. */
export const themes = Object.keys(themeRecords) as Theme[];

/** The record of a theme. */
export function getTheme(id: Theme): ThemeRecord {
  return themeRecords[id];
}
