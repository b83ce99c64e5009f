import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { afterAll } from 'vitest';
import type { BoundariesMapping } from '#contract';
import { importFiles, type ImportFile, type ImportOutcome, type Progress, quietProgress } from '#data/import';
import { createStaging, createWorkspace, type Shape, type WorkspaceWriter } from '#data/workspace';

export type Content = string | Uint8Array;

const folders: string[] = [];
const workspaces: WorkspaceWriter[] = [];

/** A folder that is removed when the tests of the file have run. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'pinpoint-test-'));
  folders.push(folder);
  return folder;
}

afterAll(() => {
  for (const workspace of workspaces) workspace.close();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** Files with the given contents, as a person would pick them. */
export function filesOf(contents: Readonly<Record<string, Content>>): ImportFile[] {
  const folder = temporaryFolder();
  return Object.entries(contents).map(([name, content]) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return { path, name };
  });
}

/** A zip with the given contents. */
export function zipOf(contents: Readonly<Record<string, Content>>): Uint8Array {
  const entries = Object.entries(contents).map(([name, content]) => [name, toBytes(content)] as const);
  return zipSync(Object.fromEntries(entries));
}

function toBytes(content: Content): Uint8Array {
  return typeof content === 'string' ? new TextEncoder().encode(content) : new Uint8Array(content);
}

export function emptyWorkspace(): WorkspaceWriter {
  const workspace = createWorkspace(join(temporaryFolder(), 'workspace.gpkg'), { holder: 'a test' });
  workspaces.push(workspace);
  return workspace;
}

export function mappingOf(changes: Partial<BoundariesMapping> = {}): BoundariesMapping {
  return {
    family: 'boundaries',
    geography: 'lsoa',
    vintage: '2011',
    codeField: 'code',
    nameField: null,
    parentField: null,
    parentGeography: null,
    crs: null,
    layer: null,
    ...changes,
  };
}

const now = () => '2026-01-01T00:00:00.000Z';

export interface Imported {
  outcome: ImportOutcome;
  workspace: WorkspaceWriter;
  codes: string[];
  names: string[];
  shapes: Map<string, Shape>;
  /** Every rejected feature as `row reason`. */
  rejects: string[];
}

/** Imports and publishes into a workspace, and reads back what is there. */
export async function importInto(
  workspace: WorkspaceWriter,
  files: readonly ImportFile[],
  mapping: BoundariesMapping,
  {
    progress = quietProgress,
    publisher = 'A council',
  }: { progress?: Progress; publisher?: string | null } = {},
): Promise<Imported> {
  const staging = createStaging();
  try {
    const outcome = await importFiles({
      files,
      mapping,
      reader: workspace,
      staging,
      progress,
      publisher,
      licence: null,
      now,
    });
    const { release } = workspace.publish(staging, outcome.draft);
    const geography = `${mapping.geography}:${mapping.vintage}` as const;
    const areas = workspace.getAreas(geography);
    return {
      outcome,
      workspace,
      codes: areas.codes,
      names: areas.names,
      shapes: new Map([...workspace.readShapes(geography)].map(({ code, shape }) => [code, shape])),
      rejects: [...workspace.listRejects(release)].map(({ row, reason }) => `${row} ${reason}`),
    };
  } finally {
    staging.discard();
  }
}

/** The same into a new workspace. */
export function importNew(
  files: readonly ImportFile[],
  changes: Partial<BoundariesMapping> = {},
  publisher?: string | null,
): Promise<Imported> {
  return importInto(emptyWorkspace(), files, mappingOf(changes), { publisher });
}
