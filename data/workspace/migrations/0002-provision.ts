/** The R*Tree of a feature table and the triggers of annex F.3 (OGC 12-128r17) that keep it. */
function spatialIndex(table: string): string {
  const tree = `rtree_${table}_geom`;
  const drawn = '(NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom))';
  const bare = '(NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))';
  const put = `INSERT OR REPLACE INTO ${tree} VALUES (
    NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)
  );`;
  return `
CREATE VIRTUAL TABLE ${tree} USING rtree(id, minx, maxx, miny, maxy);

CREATE TRIGGER ${tree}_insert AFTER INSERT ON ${table}
  WHEN ${drawn}
BEGIN
  ${put}
END;

CREATE TRIGGER ${tree}_update1 AFTER UPDATE OF geom ON ${table}
  WHEN OLD.fid = NEW.fid AND ${drawn}
BEGIN
  ${put}
END;

CREATE TRIGGER ${tree}_update2 AFTER UPDATE OF geom ON ${table}
  WHEN OLD.fid = NEW.fid AND ${bare}
BEGIN
  DELETE FROM ${tree} WHERE id = OLD.fid;
END;

CREATE TRIGGER ${tree}_update3 AFTER UPDATE ON ${table}
  WHEN OLD.fid != NEW.fid AND ${drawn}
BEGIN
  DELETE FROM ${tree} WHERE id = OLD.fid;
  ${put}
END;

CREATE TRIGGER ${tree}_update4 AFTER UPDATE ON ${table}
  WHEN OLD.fid != NEW.fid AND ${bare}
BEGIN
  DELETE FROM ${tree} WHERE id IN (OLD.fid, NEW.fid);
END;

CREATE TRIGGER ${tree}_delete AFTER DELETE ON ${table}
  WHEN OLD.geom NOT NULL
BEGIN
  DELETE FROM ${tree} WHERE id = OLD.fid;
END;

INSERT INTO gpkg_extensions
VALUES ('${table}', 'geom', 'gpkg_rtree_index', 'http://www.geopackage.org/spec120/#extension_rtree', 'write-only');
`;
}

function featureLayer(table: string, type: string, description: string): string {
  return `
INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change, srs_id)
VALUES ('${table}', 'features', '${table}', '${description}', '1970-01-01T00:00:00.000Z', 4326);
INSERT INTO gpkg_geometry_columns VALUES ('${table}', 'geom', '${type}', 4326, 0, 0);
${spatialIndex(table)}`;
}

/** Columns of the tables whose rows come with a release and may be changed by hand; the attic has the same. */
const columns = {
  provider: 'id TEXT NOT NULL, name TEXT NOT NULL, edited TEXT, release INTEGER NOT NULL',
  programme:
    'id TEXT NOT NULL, name TEXT NOT NULL, provider TEXT NOT NULL, edited TEXT, release INTEGER NOT NULL',
  site: `fid INTEGER NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL, lon REAL NOT NULL, lat REAL NOT NULL, postcode TEXT,
  first_day TEXT, last_day TEXT, edited TEXT, release INTEGER NOT NULL`,
  delivery: `id TEXT NOT NULL, programme TEXT NOT NULL, site TEXT NOT NULL,
  stage TEXT NOT NULL CHECK (stage IN ('engagement', 'advice', 'pre_employment', 'job_entry', 'in_work', 'progression')),
  funding_stream TEXT NOT NULL, places REAL, cost REAL, first_day TEXT, last_day TEXT,
  eligible TEXT NOT NULL, edited TEXT, release INTEGER NOT NULL`,
  performance: `provider TEXT NOT NULL, programme TEXT NOT NULL, area INTEGER NOT NULL, period INTEGER NOT NULL,
  starts REAL, outcomes REAL, sustained REAL, cost REAL, target REAL, suppressed INTEGER NOT NULL, release INTEGER NOT NULL`,
  postcode: 'code TEXT NOT NULL, lon REAL NOT NULL, lat REAL NOT NULL, ended TEXT, release INTEGER NOT NULL',
  postcode_area:
    'code TEXT NOT NULL, geography INTEGER NOT NULL, area INTEGER NOT NULL, release INTEGER NOT NULL',
} as const;

const released = 'FOREIGN KEY (release) REFERENCES release (id)';
const toArea = 'FOREIGN KEY (area) REFERENCES area (id)';

/**
 * What is delivered where, and who can reach it. `edited` is the instant of the last change by hand. Programmes and
 * deliveries name providers and sites by their own ids without a reference, because those may come with another release
 * and go with it.
 */
export const sql = `
CREATE TABLE provider (${columns.provider}, PRIMARY KEY (id), ${released}) STRICT, WITHOUT ROWID;

CREATE TABLE programme (${columns.programme}, PRIMARY KEY (id), ${released}) STRICT, WITHOUT ROWID;

CREATE TABLE site (${columns.site}, geom POINT, PRIMARY KEY (fid), UNIQUE (id), ${released});

CREATE TABLE delivery (${columns.delivery}, PRIMARY KEY (id), ${released}) STRICT, WITHOUT ROWID;
CREATE INDEX delivery_by_site ON delivery (site);

-- Bit k of suppressed: measure k (starts, outcomes, sustained, cost, target) is withheld, not missing.
CREATE TABLE performance (
  ${columns.performance}, PRIMARY KEY (provider, programme, area, period), ${toArea},
  FOREIGN KEY (period) REFERENCES period (id), ${released}
) STRICT, WITHOUT ROWID;

-- Postcodes in capitals without spaces.
CREATE TABLE postcode (${columns.postcode}, PRIMARY KEY (code), ${released}) STRICT, WITHOUT ROWID;

CREATE TABLE postcode_area (
  ${columns.postcode_area}, PRIMARY KEY (code, geography), ${toArea}, ${released}
) STRICT, WITHOUT ROWID;

-- The compact timetable of a GTFS feed, and what its health report says.
CREATE TABLE timetable (
  release INTEGER PRIMARY KEY NOT NULL REFERENCES release (id), facts TEXT NOT NULL, bytes BLOB NOT NULL
) STRICT;

-- Answers kept so that they need not be worked out again: no facts, never part of undo, dropped when their areas change.
CREATE TABLE catchment (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  key TEXT NOT NULL,
  engine TEXT NOT NULL,
  made TEXT NOT NULL,
  geography INTEGER NOT NULL REFERENCES geography (id),
  request TEXT NOT NULL,
  facts TEXT NOT NULL,
  geom MULTIPOLYGON,
  UNIQUE (key, engine)
);

CREATE TABLE catchment_area (
  catchment INTEGER NOT NULL REFERENCES catchment (fid),
  area INTEGER NOT NULL,
  minutes REAL,
  share REAL NOT NULL,
  PRIMARY KEY (catchment, area)
) STRICT, WITHOUT ROWID;

CREATE TABLE attic_provider (${columns.provider}, PRIMARY KEY (id, release)) STRICT, WITHOUT ROWID;
CREATE TABLE attic_programme (${columns.programme}, PRIMARY KEY (id, release)) STRICT, WITHOUT ROWID;
CREATE TABLE attic_site (${columns.site}, geom BLOB, PRIMARY KEY (fid, release)) STRICT;
CREATE INDEX attic_site_by_id ON attic_site (id);
CREATE TABLE attic_delivery (${columns.delivery}, PRIMARY KEY (id, release)) STRICT, WITHOUT ROWID;
CREATE TABLE attic_performance (
  ${columns.performance}, PRIMARY KEY (provider, programme, area, period, release)
) STRICT, WITHOUT ROWID;
CREATE TABLE attic_postcode (${columns.postcode}, PRIMARY KEY (code, release)) STRICT, WITHOUT ROWID;
CREATE TABLE attic_postcode_area (
  ${columns.postcode_area}, PRIMARY KEY (code, geography, release)
) STRICT, WITHOUT ROWID;
CREATE TABLE attic_timetable (
  release INTEGER PRIMARY KEY NOT NULL, facts TEXT NOT NULL, bytes BLOB NOT NULL
) STRICT;
${featureLayer('site', 'POINT', 'Sites where something is delivered')}
${featureLayer('catchment', 'MULTIPOLYGON', 'What can be reached from a site, for drawing')}
`;
