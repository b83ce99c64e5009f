import type { JudgedSensitivity } from '#contract';
import { guessSensitivity } from '#core/sources';
import type { Draft } from './draft.ts';
import type { StatedSource } from './SourceForm.tsx';

interface Seen {
  files: readonly { name: string }[];
  draft: Draft;
}

/** How sensitive a file is taken to be where nobody says: told before it is imported, by what the import will go by. */
export function guessOf({ files, draft }: Seen, { publisher, licence }: StatedSource): JudgedSensitivity {
  const held = draft.family === 'observations' ? [draft.name, draft.indicator] : [];
  return guessSensitivity({
    kind: draft.family,
    publisher: publisher.trim() || null,
    licence: licence.trim() || null,
    names: [...held, ...files.map(({ name }) => name)].filter((name) => name !== null),
  });
}
