import { geopackageTables } from './0001-geopackage.ts';

/**
 * The first schema. Facts carry the release they came from; where two releases state the same fact the newer one is in
 * the table and the older one in the `attic_` table of the same columns, from where it comes back when the newer one is
 * taken out. The ids of a geography's areas lie in [geography × 1,000,000, +999,999], so that "the areas of this
 * geography" is a range of ids everywhere.
 */
export const sql = `
${geopackageTables}

-- Facts about the workspace itself: schema_version, revision, synthetic, targeting, made_by.
CREATE TABLE pinpoint (
  key TEXT PRIMARY KEY NOT NULL,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE geography (
  id INTEGER PRIMARY KEY NOT NULL CHECK (id BETWEEN 1 AND 2146),
  kind TEXT NOT NULL,
  vintage TEXT NOT NULL,
  UNIQUE (kind, vintage)
) STRICT;

CREATE TABLE release (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  file TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  publisher TEXT,
  licence TEXT,
  attribution TEXT NOT NULL,
  period TEXT,
  retrieved TEXT,
  imported TEXT NOT NULL,
  rounding REAL NOT NULL,
  source_crs TEXT,
  geography INTEGER REFERENCES geography (id),
  parent_geography INTEGER REFERENCES geography (id),
  rows_read INTEGER NOT NULL,
  rows_taken INTEGER NOT NULL,
  rows_rejected INTEGER NOT NULL,
  mapping TEXT NOT NULL,
  report TEXT NOT NULL
) STRICT;

CREATE TABLE reject (
  release INTEGER NOT NULL REFERENCES release (id),
  position INTEGER NOT NULL,
  row INTEGER NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (release, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE area_parent (
  area INTEGER NOT NULL REFERENCES area (id),
  parent INTEGER NOT NULL REFERENCES area (id),
  weight REAL NOT NULL,
  release INTEGER NOT NULL REFERENCES release (id),
  PRIMARY KEY (area, parent)
) STRICT, WITHOUT ROWID;
CREATE INDEX area_parent_by_parent ON area_parent (parent);

CREATE TABLE area_change (
  area INTEGER NOT NULL REFERENCES area (id),
  successor INTEGER NOT NULL REFERENCES area (id),
  weight REAL NOT NULL,
  change TEXT,
  release INTEGER NOT NULL REFERENCES release (id),
  PRIMARY KEY (area, successor)
) STRICT, WITHOUT ROWID;
CREATE INDEX area_change_by_successor ON area_change (successor);

CREATE TABLE designation (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  key TEXT NOT NULL,
  name TEXT NOT NULL,
  geography INTEGER NOT NULL REFERENCES geography (id),
  release INTEGER NOT NULL REFERENCES release (id),
  UNIQUE (key, release)
) STRICT;

CREATE TABLE designation_area (
  designation INTEGER NOT NULL REFERENCES designation (id),
  area INTEGER NOT NULL REFERENCES area (id),
  release INTEGER NOT NULL REFERENCES release (id),
  PRIMARY KEY (designation, area)
) STRICT, WITHOUT ROWID;
CREATE INDEX designation_area_by_area ON designation_area (area);

CREATE TABLE indicator (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  key TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('count', 'rate', 'score', 'category')),
  numerator TEXT,
  denominator TEXT,
  unit TEXT NOT NULL,
  polarity TEXT NOT NULL CHECK (polarity IN ('high_is_worse', 'low_is_worse', 'neutral')),
  additive INTEGER NOT NULL CHECK (additive IN (0, 1))
) STRICT;

CREATE TABLE cohort (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  key TEXT NOT NULL UNIQUE,
  dimensions TEXT NOT NULL
) STRICT;

CREATE TABLE period (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  key TEXT NOT NULL UNIQUE,
  label TEXT NOT NULL,
  first TEXT NOT NULL,
  last TEXT NOT NULL
) STRICT;

CREATE TABLE observation (
  indicator INTEGER NOT NULL REFERENCES indicator (id),
  cohort INTEGER NOT NULL REFERENCES cohort (id),
  period INTEGER NOT NULL REFERENCES period (id),
  area INTEGER NOT NULL REFERENCES area (id),
  value REAL,
  flag INTEGER NOT NULL CHECK (flag BETWEEN 0 AND 3),
  release INTEGER NOT NULL REFERENCES release (id),
  PRIMARY KEY (indicator, cohort, period, area),
  CHECK (value IS NOT NULL OR flag = 2)
) STRICT, WITHOUT ROWID;

-- Which columns of observations there are, and how many areas each has a row for: kept by every change, so that nobody counts millions of rows.
CREATE TABLE holding (
  indicator INTEGER NOT NULL REFERENCES indicator (id),
  cohort INTEGER NOT NULL REFERENCES cohort (id),
  period INTEGER NOT NULL REFERENCES period (id),
  geography INTEGER NOT NULL REFERENCES geography (id),
  areas INTEGER NOT NULL,
  PRIMARY KEY (indicator, cohort, period, geography)
) STRICT, WITHOUT ROWID;

-- Which columns each release brought rows for, whether they are in the table now or in the attic.
CREATE TABLE release_column (
  release INTEGER NOT NULL,
  indicator INTEGER NOT NULL,
  cohort INTEGER NOT NULL,
  period INTEGER NOT NULL,
  PRIMARY KEY (release, indicator, cohort, period)
) STRICT, WITHOUT ROWID;

CREATE TABLE benchmark (
  indicator TEXT NOT NULL,
  comparator TEXT NOT NULL,
  period INTEGER NOT NULL REFERENCES period (id),
  value REAL NOT NULL,
  release INTEGER NOT NULL REFERENCES release (id),
  PRIMARY KEY (indicator, comparator, period)
) STRICT, WITHOUT ROWID;

-- The newest value of each derived rate in each area, for other GIS: a column of a view has a type there only where it is a column of a table.
CREATE TABLE newest_rate (
  indicator INTEGER NOT NULL,
  area INTEGER NOT NULL,
  value REAL NOT NULL,
  PRIMARY KEY (indicator, area)
) STRICT, WITHOUT ROWID;

CREATE TABLE command_log (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  at TEXT NOT NULL,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  release INTEGER,
  rows TEXT NOT NULL,
  undone INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1))
) STRICT;

CREATE TABLE export_log (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  at TEXT NOT NULL,
  author TEXT,
  format TEXT NOT NULL,
  rule TEXT,
  policy TEXT,
  file TEXT NOT NULL,
  sha256 TEXT NOT NULL
) STRICT;

-- The attic: rows of the same columns that are not in force. No references, because what they speak of may be out as well.
CREATE TABLE attic_release (
  id INTEGER PRIMARY KEY NOT NULL,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  file TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  publisher TEXT,
  licence TEXT,
  attribution TEXT NOT NULL,
  period TEXT,
  retrieved TEXT,
  imported TEXT NOT NULL,
  rounding REAL NOT NULL,
  source_crs TEXT,
  geography INTEGER,
  parent_geography INTEGER,
  rows_read INTEGER NOT NULL,
  rows_taken INTEGER NOT NULL,
  rows_rejected INTEGER NOT NULL,
  mapping TEXT NOT NULL,
  report TEXT NOT NULL
) STRICT;

CREATE TABLE attic_reject (
  release INTEGER NOT NULL,
  position INTEGER NOT NULL,
  row INTEGER NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (release, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE attic_area (
  id INTEGER NOT NULL,
  geography INTEGER NOT NULL,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  label_lon REAL,
  label_lat REAL,
  land_area_m2 REAL,
  release INTEGER NOT NULL,
  geom BLOB,
  PRIMARY KEY (id, release)
) STRICT;

CREATE TABLE attic_area_parent (
  area INTEGER NOT NULL,
  parent INTEGER NOT NULL,
  weight REAL NOT NULL,
  release INTEGER NOT NULL,
  PRIMARY KEY (area, parent, release)
) STRICT, WITHOUT ROWID;

CREATE TABLE attic_area_change (
  area INTEGER NOT NULL,
  successor INTEGER NOT NULL,
  weight REAL NOT NULL,
  change TEXT,
  release INTEGER NOT NULL,
  PRIMARY KEY (area, successor, release)
) STRICT, WITHOUT ROWID;

CREATE TABLE attic_designation (
  id INTEGER PRIMARY KEY NOT NULL,
  key TEXT NOT NULL,
  name TEXT NOT NULL,
  geography INTEGER NOT NULL,
  release INTEGER NOT NULL
) STRICT;

CREATE TABLE attic_designation_area (
  designation INTEGER NOT NULL,
  area INTEGER NOT NULL,
  release INTEGER NOT NULL,
  PRIMARY KEY (designation, area, release)
) STRICT, WITHOUT ROWID;

CREATE TABLE attic_benchmark (
  indicator TEXT NOT NULL,
  comparator TEXT NOT NULL,
  period INTEGER NOT NULL,
  value REAL NOT NULL,
  release INTEGER NOT NULL,
  PRIMARY KEY (indicator, comparator, period, release)
) STRICT, WITHOUT ROWID;

CREATE TABLE attic_observation (
  indicator INTEGER NOT NULL,
  cohort INTEGER NOT NULL,
  period INTEGER NOT NULL,
  area INTEGER NOT NULL,
  value REAL,
  flag INTEGER NOT NULL,
  release INTEGER NOT NULL,
  PRIMARY KEY (indicator, cohort, period, area, release)
) STRICT, WITHOUT ROWID;
`;
