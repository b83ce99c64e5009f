import { useEffect, useRef, useState } from 'react';
import { reportError, type ErrorReport, type FileRef, type ImportFamily, type Inspection } from '#contract';
import { announce, getClient } from '../../state/index.ts';
import { draftOf, hintOf, isProvision, keepTouched, type Draft } from './draft.ts';
import { likelyFamilies, likelyTableFamily, type FamilyChoice } from './families.ts';
import { leaveLook, nameLook } from './look-name.ts';

/** A look at files, and what was made of it so far. */
export interface Look {
  files: FileRef[];
  inspection: Inspection | null;
  draft: Draft | null;
  /** Fields that the person changed. */
  touched: ReadonlySet<string>;
  error: ErrorReport | null;
  isReading: boolean;
}

const nothing: Look = {
  files: [],
  inspection: null,
  draft: null,
  touched: new Set(),
  error: null,
  isReading: false,
};

type Inspect = (family: ImportFamily, files: FileRef[], hint: Record<string, string>) => Promise<Inspection>;

/** Looks at files of which nobody said what they hold. Throws what the likeliest reading says. */
async function inspectAny(files: FileRef[], inspect: Inspect): Promise<Inspection> {
  const [first = 'observations', ...others] = likelyFamilies(files);
  let looking = inspect(first, files, {});
  // Where none of them can read it, the refusal that speaks of the likeliest kind of file helps most.
  for (const other of others)
    looking = looking.catch((error: unknown) => {
      if (isEnded(error)) throw error;
      return inspect(other, files, {}).catch(() => Promise.reject(error));
    });
  const found = await looking;
  const family = likelyTableFamily(found);
  return family === found.family ? found : inspect(family, files, {});
}

/** A look that was ended is not to be followed by another one. */
function isEnded(error: unknown): boolean {
  return reportError(error).code === 'cancelled';
}

/** A refusal is said aloud by its own box. */
function say(inspection: Inspection): void {
  const open = inspection.open.length === 0 ? '' : ` ${inspection.open.length} fields need an answer.`;
  announce(`${inspection.format} read: ${inspection.columns.length} columns.${open}`);
}

interface Looking {
  look: Look;
  start: (files: FileRef[], family: FamilyChoice) => void;
  /** Changes fields; those that other guesses hang on cause another look. */
  change: (patch: Partial<Draft>) => void;
  changeFamily: (family: ImportFamily) => void;
  reset: () => void;
}

/** Fields that the rest of the guess depends on. */
const leading = new Set(['layer', 'geography', 'crs']);

/** The first look at files, repeated when what was said changes what else can be guessed. The newest look wins. */
export function useInspection(): Looking {
  const [look, setLook] = useState(nothing);
  const asked = useRef(0);
  const name = useRef(nameLook());
  useEffect(() => () => leaveLook(name.current), []);
  const put = (change: Partial<Look>): void => setLook((before) => ({ ...before, ...change }));

  /** Ends what is under way and gives the way to look anew. */
  const begin = (): Inspect => {
    leaveLook(name.current);
    // A name for each: what is left of an older look must not end a newer one.
    const look = (name.current = nameLook());
    return (family, files, hint) => getClient().call('import.inspect', { family, files, hint, look });
  };

  const run = async (
    work: Promise<Inspection>,
    adopt: (inspection: Inspection, now: Look) => Draft,
  ): Promise<void> => {
    asked.current += 1;
    const mine = asked.current;
    put({ isReading: true, error: null });
    try {
      const inspection = await work;
      if (mine !== asked.current) return;
      // What was typed while the look was under way counts too.
      setLook((now) => ({ ...now, inspection, draft: adopt(inspection, now), isReading: false }));
      say(inspection);
    } catch (error) {
      if (mine === asked.current) put({ error: reportError(error), isReading: false });
    }
  };

  return {
    look,
    start(files, family) {
      setLook({ ...nothing, files });
      const inspect = begin();
      void run(family === 'auto' ? inspectAny(files, inspect) : inspect(family, files, {}), draftOf);
    },
    change(patch) {
      const { draft, touched, files } = look;
      if (draft === null) return;
      const changed = { ...draft, ...patch } as Draft;
      const fields = new Set([...touched, ...Object.keys(patch)]);
      put({ draft: changed, touched: fields });
      if (isProvision(changed) || !Object.keys(patch).some((field) => leading.has(field))) return;
      void run(begin()(changed.family, files, hintOf(changed, fields)), (inspection, now) =>
        keepTouched(draftOf(inspection), now.draft ?? changed, now.touched, inspection.columns),
      );
    },
    changeFamily(family) {
      put({ touched: new Set() });
      void run(begin()(family, look.files, {}), draftOf);
    },
    reset() {
      asked.current += 1;
      leaveLook(name.current);
      setLook(nothing);
    },
  };
}
