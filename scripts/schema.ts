// Writes data/workspace/schema.sql, the current schema in one place, from the migrations.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { currentSchema } from '../data/workspace/migrate.ts';

writeFileSync(join(import.meta.dirname, '../data/workspace/schema.sql'), currentSchema());
