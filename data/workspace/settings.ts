import type { Targeting } from '#contract';
import type { Connection } from './connection.ts';

export type Setting = 'schema_version' | 'revision' | 'synthetic' | 'targeting' | 'made_by';

export function findSetting(connection: Connection, key: Setting): string | undefined {
  return connection.get<{ value: string }>('SELECT value FROM pinpoint WHERE key = ?', key)?.value;
}

export function putSetting(connection: Connection, key: Setting, value: string): void {
  connection.run('INSERT OR REPLACE INTO pinpoint (key, value) VALUES (?, ?)', key, value);
}

export function revisionOf(connection: Connection): number {
  return Number(findSetting(connection, 'revision') ?? 0);
}

export function findTargeting(connection: Connection): Targeting | null {
  const text = findSetting(connection, 'targeting');
  return text === undefined ? null : (JSON.parse(text) as Targeting);
}
