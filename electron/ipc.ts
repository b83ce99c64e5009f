import { ipcMain, shell, type BrowserWindow, type IpcMainEvent, type IpcMainInvokeEvent } from 'electron';
import { z } from 'zod';
import { fileRef, reportError } from '#contract';
import { channels, type CallOutcome } from './channels.ts';
import { askForFiles, askForPlace } from './dialogs.ts';
import type { DataProcess } from './data-process.ts';
import { findWebLink, isOwnPage } from './origin.ts';

/** What the page's wishes are answered with. */
export interface PageHost {
  window: BrowserWindow;
  data: () => DataProcess;
  /** Resolves when the workspace to begin with is open, so that the page's first look finds it. */
  begun: () => Promise<void>;
}

/** Whether a message comes from the page in the window itself, and not from a frame inside it or anything else. */
function comesFromPage(event: IpcMainEvent | IpcMainInvokeEvent, window: BrowserWindow): boolean {
  const frame = event.senderFrame;
  return (
    !window.isDestroyed() &&
    event.sender === window.webContents &&
    frame !== null &&
    frame === window.webContents.mainFrame &&
    isOwnPage(frame.url)
  );
}

const endings = z.array(z.string().regex(/^\.[\w.]+$/)).max(50);
const paths = z.array(z.string().min(1)).max(10_000);

/** Serves what the page may ask of the desktop; every message is checked for its sender and its shape. */
export function servePage({ window, data, begun }: PageHost): void {
  function answer(channel: string, reply: (...args: unknown[]) => unknown): void {
    ipcMain.handle(channel, async (event, ...args: unknown[]): Promise<CallOutcome<unknown>> => {
      try {
        if (!comesFromPage(event, window)) throw new Error('Only the page of Pinpoint may ask this.');
        return { output: await reply(...args) };
      } catch (error) {
        return { error: reportError(error) };
      }
    });
  }

  function heed(channel: string, act: (message: unknown) => void): void {
    ipcMain.on(channel, (event, message: unknown) => {
      if (comesFromPage(event, window)) act(message);
    });
  }

  async function register(chosen: string[]): Promise<unknown> {
    return chosen.length === 0 ? [] : data().ask('register', { paths: chosen });
  }

  answer(channels.pickFiles, async (accept, multiple) =>
    register(await askForFiles(window, endings.parse(accept), z.boolean().parse(multiple))),
  );
  answer(channels.takeFiles, (dropped) => register(paths.parse(dropped)));
  answer(channels.deliver, async (file, suggestedName) => {
    const destination = await askForPlace(window, z.string().min(1).parse(suggestedName));
    if (destination === undefined) return false;
    await data().ask('deliver', { file: fileRef.parse(file), destination });
    return true;
  });
  heed(channels.openLink, (address) => {
    const link = findWebLink(address);
    if (link !== undefined) void shell.openExternal(link);
  });
  heed(channels.editText, (command) => {
    if (command === 'undo') window.webContents.undo();
    if (command === 'redo') window.webContents.redo();
  });
  heed(channels.wantPort, () => void begun().then(() => data().connect(window.webContents)));
}
