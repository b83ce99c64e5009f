/** What a row of points holds; the attic has the same. */
const columns = `release INTEGER NOT NULL, area INTEGER NOT NULL, position INTEGER NOT NULL,
  lon REAL NOT NULL, lat REAL NOT NULL, weight REAL NOT NULL CHECK (weight >= 0)`;

/** Columns that are added to a table with rows need a default: sites that were there are places of provision. */
const addKind = (table: string): string => `
ALTER TABLE ${table} ADD COLUMN kind TEXT NOT NULL DEFAULT 'provision' CHECK (kind IN ('provision', 'employment'));
ALTER TABLE ${table} ADD COLUMN jobs REAL;`;

/**
 * Population points of areas, and sites that are places of work. Each release of points stands whole: of those of one
 * geography the newest counts, and areas that it does not name have none. So the key begins with the release.
 */
export const sql = `
-- Where the people of an area live. Weights are of whatever unit the release has; only their shares of an area count.
CREATE TABLE area_point (
  ${columns}, PRIMARY KEY (release, area, position),
  FOREIGN KEY (release) REFERENCES release (id), FOREIGN KEY (area) REFERENCES area (id)
) STRICT, WITHOUT ROWID;

CREATE TABLE attic_area_point (
  ${columns}, PRIMARY KEY (release, area, position)
) STRICT, WITHOUT ROWID;

-- Travel to each population point of a kept catchment, where areas have several: positions and minutes of those reached.
CREATE TABLE catchment_points (
  catchment INTEGER PRIMARY KEY NOT NULL REFERENCES catchment (fid), count INTEGER NOT NULL,
  positions BLOB NOT NULL, minutes BLOB NOT NULL
) STRICT;

-- Jobs of a place of work; unknown where null.
${addKind('site')}
${addKind('attic_site')}
`;
