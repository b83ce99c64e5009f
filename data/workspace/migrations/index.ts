import { sql as firstSchema } from './0001-first-schema.ts';
import { sql as provision } from './0002-provision.ts';
import { sql as pointsAndEmployment } from './0003-points-and-employment.ts';
import { sql as keysFirst } from './0004-keys-first.ts';
import { sql as whatLeaves } from './0005-what-leaves.ts';
import { sql as sumsThatLeft } from './0006-sums-that-left.ts';

/** One step of the schema: what turns a file of version − 1 into one of this version. Never changed once it has been released. */
export interface Migration {
  version: number;
  name: string;
  sql: string;
}

export const migrations: Migration[] = [
  { version: 1, name: 'first schema', sql: firstSchema },
  { version: 2, name: 'provision, timetables and catchments', sql: provision },
  { version: 3, name: 'population points and employment sites', sql: pointsAndEmployment },
  { version: 4, name: 'keys first in the attic', sql: keysFirst },
  { version: 5, name: 'what is sensitive, and what left', sql: whatLeaves },
  { version: 6, name: 'sums that left', sql: sumsThatLeft },
];
