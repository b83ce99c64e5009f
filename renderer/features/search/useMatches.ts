import { useMemo } from 'react';
import { getFormat, listFormats, type CallOutput } from '#contract';
import { makeAnswers, useSettled } from '../../answers/index.ts';
import {
  canDeriveDistricts,
  startDistricts,
  getClient,
  useSession,
  useShown,
  type Commands,
} from '../../state/index.ts';

export type AreaMatch = CallOutput<'area.search'>[number];

const none: AreaMatch[] = [];

const areaMatches = makeAnswers<{ text: string }, AreaMatch[]>(
  ({ text }) => getClient().call('area.search', { text, limit: 12 }),
  { of: 'data', pauseMs: 120 },
);

/** Areas whose code or name fits a text of two letters or more; those of the text before until they are there. */
export function useAreaMatches(text: string): AreaMatch[] {
  const isOpen = useSession((state) => state.info !== null);
  const isAsked = text.length >= 2 && isOpen;
  // Searching is a convenience: where it fails the other matches still show.
  const found = useSettled(areaMatches.use(isAsked ? { text } : null));
  return isAsked ? (found ?? none) : none;
}

export interface CommandMatch {
  id: string;
  name: string;
  run: () => void;
}

/** Districts from the areas shown: only where they tell theirs, and none is drawn. */
export function useDistrictsCommand(): CommandMatch[] {
  const { description, info } = useSession();
  const { shown } = useShown();
  const list = shown?.list ?? null;
  return useMemo(() => {
    if (description === null || list === null || info?.readOnly === true) return [];
    if (!canDeriveDistricts(description, list)) return [];
    const name = 'Derive districts from the areas shown';
    return [{ id: 'districts', name, run: () => void startDistricts(list) }];
  }, [description, list, info?.readOnly]);
}

/** Every command by its words. */
export function listCommands(commands: Commands): CommandMatch[] {
  return [
    { id: 'boundaries', name: 'Import boundaries…', run: () => commands.importData('boundaries') },
    { id: 'observations', name: 'Import observations…', run: () => commands.importData('observations') },
    { id: 'lookup', name: 'Import a lookup…', run: () => commands.importData('lookup') },
    { id: 'designation', name: 'Import a designation…', run: () => commands.importData('designation') },
    { id: 'benchmark', name: 'Import benchmarks…', run: () => commands.importData('benchmark') },
    ...listFormats('targets').map((format) => ({
      id: format,
      name: `Export target list as ${getFormat(format).name}…`,
      run: () => commands.exportList(format),
    })),
    { id: 'new', name: 'New workspace…', run: commands.newWorkspace },
    { id: 'open', name: 'Open workspace…', run: commands.openWorkspace },
    { id: 'demo', name: 'Open the demonstration', run: commands.openDemo },
    { id: 'import', name: 'Import any files…', run: () => commands.importData(null) },
    { id: 'link', name: 'Link areas by their outlines…', run: commands.linkAreas },
    { id: 'rate', name: 'Define a rate…', run: commands.defineRate },
    { id: 'compare', name: 'Compare with another rule…', run: commands.compareRules },
    { id: 'policy', name: 'Disclosure policy…', run: commands.choosePolicy },
    { id: 'log', name: 'What has left…', run: commands.showLog },
    { id: 'releases', name: 'Imports and their reports…', run: commands.showReleases },
    { id: 'check', name: 'Check the workspace file', run: commands.checkWorkspace },
    { id: 'copy', name: 'Save a copy of the workspace…', run: commands.copyWorkspace },
  ];
}
