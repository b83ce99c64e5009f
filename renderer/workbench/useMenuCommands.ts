import { useEffect } from 'react';
import { exportFormatIds, importFamilies, type MenuCommand, themes } from '#contract';
import { getHost, redo, setTheme, undo, type Commands } from '../state/index.ts';
import { isTyping } from './typing.ts';

type Actions = Record<MenuCommand, () => void>;

function forEvery<Name extends string, Key extends string>(
  names: readonly Name[],
  keyOf: (name: Name) => Key,
  act: (name: Name) => void,
): Record<Key, () => void> {
  const entries = names.map((name) => [keyOf(name), () => act(name)] as const);
  return Object.fromEntries(entries) as Record<Key, () => void>;
}

/** What each entry of a host's menu does; the compiler misses none. */
function makeActions(commands: Commands): Actions {
  return {
    ...forEvery(themes, (theme) => `theme-${theme}` as const, setTheme),
    ...forEvery(importFamilies, (family) => `import-${family}` as const, commands.importData),
    ...forEvery(exportFormatIds, (format) => `export-${format}` as const, commands.exportList),
    import: () => commands.importData(null),
    'new-workspace': commands.newWorkspace,
    'open-workspace': commands.openWorkspace,
    'open-demo': commands.openDemo,
    'copy-workspace': commands.copyWorkspace,
    'check-workspace': commands.checkWorkspace,
    'show-releases': commands.showReleases,
    'link-areas': commands.linkAreas,
    'define-rate': commands.defineRate,
    'compare-rules': commands.compareRules,
    'choose-policy': commands.choosePolicy,
    'show-log': commands.showLog,
    undo: () => void undo(),
    redo: () => void redo(),
  };
}

/** Performs what is chosen in the menu of the host. Undo and redo while typing are left to the field. */
export function useMenuCommands(commands: Commands): void {
  useEffect(() => {
    const actions = makeActions(commands);
    getHost().shell.onCommand((command) => {
      const isHistory = command === 'undo' || command === 'redo';
      if (isHistory && isTyping(document.activeElement)) return false;
      actions[command]();
      return true;
    });
  }, [commands]);
}
