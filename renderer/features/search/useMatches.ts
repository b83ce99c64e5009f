import { useEffect, useMemo, useState } from 'react';
import { getFormat, listFormats, type CallOutput } from '#contract';
import {
  canDeriveDistricts,
  deriveDistricts,
  getClient,
  useSession,
  useShown,
  type Commands,
} from '../../state/index.ts';

export type AreaMatch = CallOutput<'area.search'>[number];

const pauseMs = 120;

/** Areas whose code or name fits the text, asked for shortly after typing stops. */
export function useAreaMatches(text: string): AreaMatch[] {
  const [found, setFound] = useState<{ text: string; matches: AreaMatch[] }>({ text: '', matches: [] });
  const isOpen = useSession((state) => state.info !== null);
  useEffect(() => {
    if (text.length < 2 || !isOpen) return undefined;
    let current = true;
    const timer = setTimeout(() => {
      getClient()
        .call('area.search', { text, limit: 12 })
        .then(
          (matches) => {
            if (current) setFound({ text, matches });
          },
          // Searching is a convenience: the other matches still show.
          () => undefined,
        );
    }, pauseMs);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [text, isOpen]);
  return text.length < 2 ? [] : found.matches;
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
    return [{ id: 'districts', name, run: () => void deriveDistricts(list) }];
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
    { id: 'releases', name: 'Imports and their reports…', run: commands.showReleases },
    { id: 'check', name: 'Check the workspace file', run: commands.checkWorkspace },
    { id: 'copy', name: 'Save a copy of the workspace…', run: commands.copyWorkspace },
  ];
}
