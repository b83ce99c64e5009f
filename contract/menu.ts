import { exportFormatIds, type ExportFormat } from './export-formats.ts';
import { importFamilies, type ImportFamily } from './import-fields/index.ts';
import { themes, type Theme } from './themes.ts';

const plainCommands = [
  'new-workspace',
  'open-workspace',
  'open-demo',
  'copy-workspace',
  'check-workspace',
  'show-releases',
  'link-areas',
  'define-rate',
  'compare-rules',
  'choose-policy',
  'show-log',
  'import',
  'undo',
  'redo',
] as const;

/** What the menu of a host asks the page to do. The page does it as if its own button had been pressed. */
export type MenuCommand =
  | (typeof plainCommands)[number]
  | `theme-${Theme}`
  | `import-${ImportFamily}`
  | `export-${ExportFormat}`;

/** Every command that a menu may hold. */
export const menuCommands: readonly MenuCommand[] = [
  ...plainCommands,
  ...themes.map((theme) => `theme-${theme}` as const),
  ...importFamilies.map((family) => `import-${family}` as const),
  ...exportFormatIds.map((format) => `export-${format}` as const),
];
