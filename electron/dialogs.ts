import { basename, join } from 'node:path';
import { app, dialog, type BrowserWindow } from 'electron';
import { reportError } from '#contract';
import { makeFilters, makeSaveFilters } from './file-filters.ts';

/** Asks for files to read; an empty list when the person thought better of it. */
export async function askForFiles(
  window: BrowserWindow,
  accept: readonly string[],
  multiple: boolean,
): Promise<string[]> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    filters: makeFilters(accept),
    properties: multiple ? ['openFile', 'multiSelections'] : ['openFile'],
  });
  return canceled ? [] : filePaths;
}

/** Asks for a place to save at; the system asks before a file is replaced. Undefined when the person thought better of it. */
export async function askForPlace(window: BrowserWindow, suggestedName: string): Promise<string | undefined> {
  const name = basename(suggestedName.replaceAll('\\', '/'));
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    defaultPath: join(app.getPath('documents'), name),
    filters: makeSaveFilters(name),
    properties: ['createDirectory', 'showOverwriteConfirmation'],
  });
  return canceled || filePath === '' ? undefined : filePath;
}

/** Says what went wrong, with the remedy where one is known. */
export async function tellError(
  window: BrowserWindow | undefined,
  title: string,
  error: unknown,
): Promise<void> {
  const { message, hint } = reportError(error);
  const options = {
    type: 'error',
    title,
    message: title,
    detail: [message, hint].join('\n').trim(),
  } as const;
  await (window === undefined ? dialog.showMessageBox(options) : dialog.showMessageBox(window, options));
}

/** Whether work under way may be given up for closing. */
export async function askToStop(window: BrowserWindow, titles: readonly string[]): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    message: titles.length === 1 ? 'Work is still under way.' : `${titles.length} jobs are still under way.`,
    detail: `${titles.join('\n')}\n\nClosing cancels it and leaves the workspace as it was before.`,
    buttons: ['Keep working', 'Cancel the work and close'],
    defaultId: 0,
    cancelId: 0,
  });
  return response === 1;
}

/** What to do when the data process was lost. */
export async function askAfterLoss(window: BrowserWindow): Promise<'again' | 'demo' | 'quit'> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'error',
    message: 'Pinpoint’s data process stopped unexpectedly.',
    detail:
      'The workspace holds everything up to the last finished change. Work that was under way was not taken into it.',
    buttons: ['Open the workspace again', 'Open the demonstration instead', 'Quit Pinpoint'],
    defaultId: 0,
    cancelId: 2,
  });
  return (['again', 'demo', 'quit'] as const)[response] ?? 'quit';
}

/** Whether a page that crashed is to be loaded again. */
export async function askToReload(window: BrowserWindow): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'error',
    message: 'The window’s page stopped unexpectedly.',
    detail: 'The workspace is unharmed, and work under way goes on.',
    buttons: ['Load the page again', 'Quit Pinpoint'],
    defaultId: 0,
    cancelId: 1,
  });
  return response === 0;
}
