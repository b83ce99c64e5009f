import type { BackendEvent, DisclosureOverride, DisclosurePolicy } from '#contract';
import type { Terms } from '../disclosure/index.ts';
import type { Checks } from '../checks/index.ts';
import type { Files, Home } from '../files/index.ts';
import type { Jobs } from '../jobs/index.ts';
import type { Looks, Treating } from '../looks/index.ts';
import type { Session } from '../session/index.ts';

/** What handlers work with: the open workspace, the file table, jobs, looks at files, and a way to tell events. */
export interface HandlerContext {
  files: Files;
  jobs: Jobs;
  looks: Looks;
  treating: Treating;
  checks: Checks;
  home: Home;
  /** "Pinpoint 0.1.0". */
  madeBy: string;
  /** Whether who calls sits at a page, so that what they are answered stays here. */
  hasPage: boolean;
  /** Under which terms what is answered leaves; null at the desk, where everything is seen as it is. */
  terms: Terms | null;
  /** What the host was told to let everything leave under, where a call says nothing else. */
  house: { policy: DisclosurePolicy | null; override: DisclosureOverride | null };
  emit(event: BackendEvent): void;
  /** The open workspace; throws `not_found` where none is open. */
  session(): Session;
  hasSession(): boolean;
  /** Looks whether another program has done something to the open file, and resolves when that is accounted for. */
  lookOutside(): Promise<void>;
  /** Opens the file, closing the one before. */
  open(path: string): Promise<void>;
  create(path: string): Promise<void>;
  openDemo(): Promise<void>;
}
