/**
 * How sensitive each release is, and of what leaves the override and what it lets somebody compute. Performance that came before
 * is restricted, unless the workspace says that all of its values are invented.
 */
export const sql = `
ALTER TABLE release ADD COLUMN sensitivity TEXT NOT NULL DEFAULT 'published' CHECK (sensitivity IN ('published', 'restricted'));
ALTER TABLE attic_release ADD COLUMN sensitivity TEXT NOT NULL DEFAULT 'published';
UPDATE release SET sensitivity = 'restricted'
  WHERE kind = 'performance' AND NOT EXISTS (SELECT 1 FROM pinpoint WHERE key = 'synthetic' AND value = '1');
UPDATE attic_release SET sensitivity = 'restricted'
  WHERE kind = 'performance' AND NOT EXISTS (SELECT 1 FROM pinpoint WHERE key = 'synthetic' AND value = '1');

ALTER TABLE export_log ADD COLUMN title TEXT;
ALTER TABLE export_log ADD COLUMN override_reason TEXT;
ALTER TABLE export_log ADD COLUMN override_by TEXT;

CREATE TABLE export_statement (
  export INTEGER NOT NULL REFERENCES export_log (id),
  indicator TEXT NOT NULL,
  cohort TEXT NOT NULL,
  period TEXT NOT NULL,
  geography TEXT NOT NULL,
  policy TEXT NOT NULL,
  codes BLOB NOT NULL,
  figures BLOB NOT NULL,
  PRIMARY KEY (export, indicator, cohort, period, geography)
) STRICT, WITHOUT ROWID;
`;
