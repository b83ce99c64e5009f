import { renameSync, writeFileSync } from 'node:fs';
import { nameDraft, removeDraft } from './drafts.ts';

/**
 * Writes a file for this person's eyes under another name and renames it when it is whole, so that a broken-off attempt
 * leaves none that looks so. What was there is replaced. Throws what the system says.
 */
export function writeWhole(path: string, content: string | Uint8Array): void {
  const draft = nameDraft(path);
  try {
    writeFileSync(draft, content, { mode: 0o600, flag: 'wx', flush: true });
    renameSync(draft, path);
  } finally {
    removeDraft(draft);
  }
}
