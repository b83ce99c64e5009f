import type { DisclosurePolicy, MapStyle, Sensitivity, Targeting } from '#contract';
import type { Connection } from './connection.ts';

export type Setting =
  | 'schema_version'
  | 'revision'
  | 'synthetic'
  | 'targeting'
  | 'style'
  | 'timetables'
  | 'policy'
  | 'sensitivities'
  | 'forgetting'
  | 'outside'
  | 'made_by';

/** The stored text of one setting of the workspace; undefined where it was never set. */
export function findSetting(connection: Connection, key: Setting): string | undefined {
  return connection.get<{ value: string }>('SELECT value FROM pinpoint WHERE key = ?', key)?.value;
}

/** Stores the text of one setting of the workspace, in the place of what was there. */
export function putSetting(connection: Connection, key: Setting, value: string): void {
  connection.run('INSERT OR REPLACE INTO pinpoint (key, value) VALUES (?, ?)', key, value);
}

/** The revision of the workspace: a number that grows with every change; 0 before the first. */
export function revisionOf(connection: Connection): number {
  return Number(findSetting(connection, 'revision') ?? 0);
}

/** What people chose about timetables, by release: true is in use, false out. What is not chosen is not in it. */
export function readTimetableChoices(connection: Connection): Map<number, boolean> {
  const text = findSetting(connection, 'timetables');
  const choices = text === undefined ? {} : (JSON.parse(text) as Record<string, boolean>);
  return new Map(Object.entries(choices).map(([release, isIn]) => [Number(release), isIn]));
}

/** The last change of another program that was noticed: when, and the last step that was written down before. */
export interface OutsideChange {
  /** ISO instant. */
  at: string;
  step: number;
}

/** The last change of another program that was noticed and not yet seen by anybody; undefined where there is none. */
export function findOutsideChange(connection: Connection): OutsideChange | undefined {
  const text = findSetting(connection, 'outside');
  return text === undefined ? undefined : (JSON.parse(text) as OutsideChange);
}

/** The targeting that the workspace keeps: rule, order, geography, period, need; null before the first. */
export function findTargeting(connection: Connection): Targeting | null {
  const text = findSetting(connection, 'targeting');
  return text === undefined ? null : (JSON.parse(text) as Targeting);
}

/** How the workspace wants its values drawn; null where nobody has said. */
export function findStyle(connection: Connection): MapStyle | null {
  const text = findSetting(connection, 'style');
  return text === undefined ? null : (JSON.parse(text) as MapStyle);
}

/** The disclosure policy that somebody chose for the workspace; null where nobody has. */
export function findChosenPolicy(connection: Connection): DisclosurePolicy | null {
  const text = findSetting(connection, 'policy');
  return text === undefined ? null : (JSON.parse(text) as DisclosurePolicy | null);
}

/** How sensitive people said that releases are, by release. Of the others holds what was found at their import. */
export function readSensitivities(connection: Connection): Map<number, Sensitivity> {
  const text = findSetting(connection, 'sensitivities');
  const choices = text === undefined ? {} : (JSON.parse(text) as Record<string, Sensitivity>);
  return new Map(Object.entries(choices).map(([release, choice]) => [Number(release), choice]));
}
