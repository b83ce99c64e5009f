-- The schema of a workspace, version 6. Written by scripts/schema.ts from data/workspace/migrations.

CREATE TABLE gpkg_spatial_ref_sys (
  srs_name TEXT NOT NULL,
  srs_id INTEGER NOT NULL PRIMARY KEY,
  organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL,
  definition TEXT NOT NULL,
  description TEXT
);

CREATE TABLE gpkg_contents (
  table_name TEXT NOT NULL PRIMARY KEY,
  data_type TEXT NOT NULL,
  identifier TEXT UNIQUE,
  description TEXT DEFAULT '',
  last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  min_x DOUBLE,
  min_y DOUBLE,
  max_x DOUBLE,
  max_y DOUBLE,
  srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id)
);

CREATE TABLE gpkg_geometry_columns (
  table_name TEXT NOT NULL,
  column_name TEXT NOT NULL,
  geometry_type_name TEXT NOT NULL,
  srs_id INTEGER NOT NULL,
  z TINYINT NOT NULL,
  m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
  CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents (table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id)
);

CREATE TABLE gpkg_extensions (
  table_name TEXT,
  column_name TEXT,
  extension_name TEXT NOT NULL,
  definition TEXT NOT NULL,
  scope TEXT NOT NULL,
  CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name)
);

CREATE TABLE area (
  id INTEGER PRIMARY KEY NOT NULL,
  geography INTEGER NOT NULL REFERENCES geography (id),
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  label_lon REAL,
  label_lat REAL,
  land_area_m2 REAL,
  release INTEGER NOT NULL REFERENCES release (id),
  geom MULTIPOLYGON,
  UNIQUE (geography, code),
  CHECK (id / 1000000 = geography)
);

CREATE INDEX area_by_code ON area (code COLLATE NOCASE);

CREATE INDEX area_by_name ON area (name COLLATE NOCASE, code);

CREATE VIRTUAL TABLE rtree_area_geom USING rtree(id, minx, maxx, miny, maxy);

CREATE TRIGGER rtree_area_geom_insert AFTER INSERT ON area
  WHEN (NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom))
BEGIN
  INSERT OR REPLACE INTO rtree_area_geom VALUES (
    NEW.id, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)
  );
END;

CREATE TRIGGER rtree_area_geom_update1 AFTER UPDATE OF geom ON area
  WHEN OLD.id = NEW.id AND (NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom))
BEGIN
  INSERT OR REPLACE INTO rtree_area_geom VALUES (
    NEW.id, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)
  );
END;

CREATE TRIGGER rtree_area_geom_update2 AFTER UPDATE OF geom ON area
  WHEN OLD.id = NEW.id AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))
BEGIN
  DELETE FROM rtree_area_geom WHERE id = OLD.id;
END;

CREATE TRIGGER rtree_area_geom_update3 AFTER UPDATE ON area
  WHEN OLD.id != NEW.id AND (NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom))
BEGIN
  DELETE FROM rtree_area_geom WHERE id = OLD.id;
  INSERT OR REPLACE INTO rtree_area_geom VALUES (
    NEW.id, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)
  );
END;

CREATE TRIGGER rtree_area_geom_update4 AFTER UPDATE ON area
  WHEN OLD.id != NEW.id AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))
BEGIN
  DELETE FROM rtree_area_geom WHERE id IN (OLD.id, NEW.id);
END;

CREATE TRIGGER rtree_area_geom_delete AFTER DELETE ON area
  WHEN OLD.geom NOT NULL
BEGIN
  DELETE FROM rtree_area_geom WHERE id = OLD.id;
END;

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
, sensitivity TEXT NOT NULL DEFAULT 'published' CHECK (sensitivity IN ('published', 'restricted'))) STRICT;

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

CREATE TABLE holding (
  indicator INTEGER NOT NULL REFERENCES indicator (id),
  cohort INTEGER NOT NULL REFERENCES cohort (id),
  period INTEGER NOT NULL REFERENCES period (id),
  geography INTEGER NOT NULL REFERENCES geography (id),
  areas INTEGER NOT NULL,
  PRIMARY KEY (indicator, cohort, period, geography)
) STRICT, WITHOUT ROWID;

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
, title TEXT, override_reason TEXT, override_by TEXT) STRICT;

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
, sensitivity TEXT NOT NULL DEFAULT 'published') STRICT;

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

CREATE TABLE provider (id TEXT NOT NULL, name TEXT NOT NULL, edited TEXT, release INTEGER NOT NULL, PRIMARY KEY (id), FOREIGN KEY (release) REFERENCES release (id)) STRICT, WITHOUT ROWID;

CREATE TABLE programme (id TEXT NOT NULL, name TEXT NOT NULL, provider TEXT NOT NULL, edited TEXT, release INTEGER NOT NULL, PRIMARY KEY (id), FOREIGN KEY (release) REFERENCES release (id)) STRICT, WITHOUT ROWID;

CREATE TABLE site (fid INTEGER NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL, lon REAL NOT NULL, lat REAL NOT NULL, postcode TEXT,
  first_day TEXT, last_day TEXT, edited TEXT, release INTEGER NOT NULL, geom POINT, kind TEXT NOT NULL DEFAULT 'provision' CHECK (kind IN ('provision', 'employment')), jobs REAL, PRIMARY KEY (fid), UNIQUE (id), FOREIGN KEY (release) REFERENCES release (id));

CREATE TABLE delivery (id TEXT NOT NULL, programme TEXT NOT NULL, site TEXT NOT NULL,
  stage TEXT NOT NULL CHECK (stage IN ('engagement', 'advice', 'pre_employment', 'job_entry', 'in_work', 'progression')),
  funding_stream TEXT NOT NULL, places REAL, cost REAL, first_day TEXT, last_day TEXT,
  eligible TEXT NOT NULL, edited TEXT, release INTEGER NOT NULL, PRIMARY KEY (id), FOREIGN KEY (release) REFERENCES release (id)) STRICT, WITHOUT ROWID;

CREATE INDEX delivery_by_site ON delivery (site);

CREATE TABLE performance (
  provider TEXT NOT NULL, programme TEXT NOT NULL, area INTEGER NOT NULL, period INTEGER NOT NULL,
  starts REAL, outcomes REAL, sustained REAL, cost REAL, target REAL, suppressed INTEGER NOT NULL, release INTEGER NOT NULL, PRIMARY KEY (provider, programme, area, period), FOREIGN KEY (area) REFERENCES area (id),
  FOREIGN KEY (period) REFERENCES period (id), FOREIGN KEY (release) REFERENCES release (id)
) STRICT, WITHOUT ROWID;

CREATE TABLE postcode (code TEXT NOT NULL, lon REAL NOT NULL, lat REAL NOT NULL, ended TEXT, release INTEGER NOT NULL, PRIMARY KEY (code), FOREIGN KEY (release) REFERENCES release (id)) STRICT, WITHOUT ROWID;

CREATE TABLE postcode_area (
  code TEXT NOT NULL, geography INTEGER NOT NULL, area INTEGER NOT NULL, release INTEGER NOT NULL, PRIMARY KEY (code, geography), FOREIGN KEY (area) REFERENCES area (id), FOREIGN KEY (release) REFERENCES release (id)
) STRICT, WITHOUT ROWID;

CREATE TABLE timetable (
  release INTEGER PRIMARY KEY NOT NULL REFERENCES release (id), facts TEXT NOT NULL, bytes BLOB NOT NULL
) STRICT;

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

CREATE TABLE attic_site (fid INTEGER NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL, lon REAL NOT NULL, lat REAL NOT NULL, postcode TEXT,
  first_day TEXT, last_day TEXT, edited TEXT, release INTEGER NOT NULL, geom BLOB, kind TEXT NOT NULL DEFAULT 'provision' CHECK (kind IN ('provision', 'employment')), jobs REAL, PRIMARY KEY (fid, release)) STRICT;

CREATE INDEX attic_site_by_id ON attic_site (id);

CREATE TABLE attic_timetable (
  release INTEGER PRIMARY KEY NOT NULL, facts TEXT NOT NULL, bytes BLOB NOT NULL
) STRICT;

CREATE VIRTUAL TABLE rtree_site_geom USING rtree(id, minx, maxx, miny, maxy);

CREATE TRIGGER rtree_site_geom_insert AFTER INSERT ON site
  WHEN (NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom))
BEGIN
  INSERT OR REPLACE INTO rtree_site_geom VALUES (
    NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)
  );
END;

CREATE TRIGGER rtree_site_geom_update1 AFTER UPDATE OF geom ON site
  WHEN OLD.fid = NEW.fid AND (NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom))
BEGIN
  INSERT OR REPLACE INTO rtree_site_geom VALUES (
    NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)
  );
END;

CREATE TRIGGER rtree_site_geom_update2 AFTER UPDATE OF geom ON site
  WHEN OLD.fid = NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))
BEGIN
  DELETE FROM rtree_site_geom WHERE id = OLD.fid;
END;

CREATE TRIGGER rtree_site_geom_update3 AFTER UPDATE ON site
  WHEN OLD.fid != NEW.fid AND (NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom))
BEGIN
  DELETE FROM rtree_site_geom WHERE id = OLD.fid;
  INSERT OR REPLACE INTO rtree_site_geom VALUES (
    NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)
  );
END;

CREATE TRIGGER rtree_site_geom_update4 AFTER UPDATE ON site
  WHEN OLD.fid != NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))
BEGIN
  DELETE FROM rtree_site_geom WHERE id IN (OLD.fid, NEW.fid);
END;

CREATE TRIGGER rtree_site_geom_delete AFTER DELETE ON site
  WHEN OLD.geom NOT NULL
BEGIN
  DELETE FROM rtree_site_geom WHERE id = OLD.fid;
END;

CREATE VIRTUAL TABLE rtree_catchment_geom USING rtree(id, minx, maxx, miny, maxy);

CREATE TRIGGER rtree_catchment_geom_insert AFTER INSERT ON catchment
  WHEN (NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom))
BEGIN
  INSERT OR REPLACE INTO rtree_catchment_geom VALUES (
    NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)
  );
END;

CREATE TRIGGER rtree_catchment_geom_update1 AFTER UPDATE OF geom ON catchment
  WHEN OLD.fid = NEW.fid AND (NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom))
BEGIN
  INSERT OR REPLACE INTO rtree_catchment_geom VALUES (
    NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)
  );
END;

CREATE TRIGGER rtree_catchment_geom_update2 AFTER UPDATE OF geom ON catchment
  WHEN OLD.fid = NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))
BEGIN
  DELETE FROM rtree_catchment_geom WHERE id = OLD.fid;
END;

CREATE TRIGGER rtree_catchment_geom_update3 AFTER UPDATE ON catchment
  WHEN OLD.fid != NEW.fid AND (NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom))
BEGIN
  DELETE FROM rtree_catchment_geom WHERE id = OLD.fid;
  INSERT OR REPLACE INTO rtree_catchment_geom VALUES (
    NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)
  );
END;

CREATE TRIGGER rtree_catchment_geom_update4 AFTER UPDATE ON catchment
  WHEN OLD.fid != NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))
BEGIN
  DELETE FROM rtree_catchment_geom WHERE id IN (OLD.fid, NEW.fid);
END;

CREATE TRIGGER rtree_catchment_geom_delete AFTER DELETE ON catchment
  WHEN OLD.geom NOT NULL
BEGIN
  DELETE FROM rtree_catchment_geom WHERE id = OLD.fid;
END;

CREATE TABLE area_point (
  release INTEGER NOT NULL, area INTEGER NOT NULL, position INTEGER NOT NULL,
  lon REAL NOT NULL, lat REAL NOT NULL, weight REAL NOT NULL CHECK (weight >= 0), PRIMARY KEY (release, area, position),
  FOREIGN KEY (release) REFERENCES release (id), FOREIGN KEY (area) REFERENCES area (id)
) STRICT, WITHOUT ROWID;

CREATE TABLE attic_area_point (
  release INTEGER NOT NULL, area INTEGER NOT NULL, position INTEGER NOT NULL,
  lon REAL NOT NULL, lat REAL NOT NULL, weight REAL NOT NULL CHECK (weight >= 0), PRIMARY KEY (release, area, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE catchment_points (
  catchment INTEGER PRIMARY KEY NOT NULL REFERENCES catchment (fid), count INTEGER NOT NULL,
  positions BLOB NOT NULL, minutes BLOB NOT NULL
) STRICT;

CREATE TABLE attic_area_parent (
  area INTEGER NOT NULL,
  parent INTEGER NOT NULL,
  release INTEGER NOT NULL,
  weight REAL NOT NULL,
  PRIMARY KEY (area, parent, release)
) STRICT, WITHOUT ROWID;

CREATE TABLE attic_area_change (
  area INTEGER NOT NULL,
  successor INTEGER NOT NULL,
  release INTEGER NOT NULL,
  weight REAL NOT NULL,
  change TEXT,
  PRIMARY KEY (area, successor, release)
) STRICT, WITHOUT ROWID;

CREATE TABLE attic_benchmark (
  indicator TEXT NOT NULL,
  comparator TEXT NOT NULL,
  period INTEGER NOT NULL,
  release INTEGER NOT NULL,
  value REAL NOT NULL,
  PRIMARY KEY (indicator, comparator, period, release)
) STRICT, WITHOUT ROWID;

CREATE TABLE attic_observation (
  indicator INTEGER NOT NULL,
  cohort INTEGER NOT NULL,
  period INTEGER NOT NULL,
  area INTEGER NOT NULL,
  release INTEGER NOT NULL,
  value REAL,
  flag INTEGER NOT NULL,
  PRIMARY KEY (indicator, cohort, period, area, release)
) STRICT, WITHOUT ROWID;

CREATE TABLE attic_provider (
  id TEXT NOT NULL,
  release INTEGER NOT NULL,
  name TEXT NOT NULL,
  edited TEXT,
  PRIMARY KEY (id, release)
) STRICT, WITHOUT ROWID;

CREATE TABLE attic_programme (
  id TEXT NOT NULL,
  release INTEGER NOT NULL,
  name TEXT NOT NULL,
  provider TEXT NOT NULL,
  edited TEXT,
  PRIMARY KEY (id, release)
) STRICT, WITHOUT ROWID;

CREATE TABLE attic_delivery (
  id TEXT NOT NULL,
  release INTEGER NOT NULL,
  programme TEXT NOT NULL,
  site TEXT NOT NULL,
  stage TEXT NOT NULL CHECK (stage IN ('engagement', 'advice', 'pre_employment', 'job_entry', 'in_work', 'progression')),
  funding_stream TEXT NOT NULL,
  places REAL,
  cost REAL,
  first_day TEXT,
  last_day TEXT,
  eligible TEXT NOT NULL,
  edited TEXT,
  PRIMARY KEY (id, release)
) STRICT, WITHOUT ROWID;

CREATE TABLE attic_performance (
  provider TEXT NOT NULL,
  programme TEXT NOT NULL,
  area INTEGER NOT NULL,
  period INTEGER NOT NULL,
  release INTEGER NOT NULL,
  starts REAL,
  outcomes REAL,
  sustained REAL,
  cost REAL,
  target REAL,
  suppressed INTEGER NOT NULL,
  PRIMARY KEY (provider, programme, area, period, release)
) STRICT, WITHOUT ROWID;

CREATE TABLE attic_postcode (
  code TEXT NOT NULL,
  release INTEGER NOT NULL,
  lon REAL NOT NULL,
  lat REAL NOT NULL,
  ended TEXT,
  PRIMARY KEY (code, release)
) STRICT, WITHOUT ROWID;

CREATE TABLE attic_postcode_area (
  code TEXT NOT NULL,
  geography INTEGER NOT NULL,
  release INTEGER NOT NULL,
  area INTEGER NOT NULL,
  PRIMARY KEY (code, geography, release)
) STRICT, WITHOUT ROWID;

CREATE TABLE export_statement (
  export INTEGER NOT NULL REFERENCES export_log (id),
  indicator TEXT NOT NULL,
  cohort TEXT NOT NULL,
  period TEXT NOT NULL,
  geography TEXT NOT NULL,
  policy TEXT NOT NULL,
  codes BLOB NOT NULL,
  figures BLOB NOT NULL, sums BLOB,
  PRIMARY KEY (export, indicator, cohort, period, geography)
) STRICT, WITHOUT ROWID;
