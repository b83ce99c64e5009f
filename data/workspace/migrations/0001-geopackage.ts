/** What OGC GeoPackage 1.3 (12-128r17) asks for, and the one feature table. */
const geodetic = {
  wgs84:
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AXIS["Latitude",NORTH],AXIS["Longitude",EAST],AUTHORITY["EPSG","4326"]]',
  britishNationalGrid:
    'PROJCS["OSGB36 / British National Grid",GEOGCS["OSGB36",DATUM["Ordnance_Survey_of_Great_Britain_1936",SPHEROID["Airy 1830",6377563.396,299.3249646,AUTHORITY["EPSG","7001"]],TOWGS84[446.448,-125.157,542.06,0.15,0.247,0.842,-20.489],AUTHORITY["EPSG","6277"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4277"]],PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",49],PARAMETER["central_meridian",-2],PARAMETER["scale_factor",0.9996012717],PARAMETER["false_easting",400000],PARAMETER["false_northing",-100000],UNIT["metre",1,AUTHORITY["EPSG","9001"]],AXIS["Easting",EAST],AXIS["Northing",NORTH],AUTHORITY["EPSG","27700"]]',
};

export const metadataTables = `
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

INSERT INTO gpkg_spatial_ref_sys VALUES
  ('Undefined cartesian SRS', -1, 'NONE', -1, 'undefined', 'undefined cartesian coordinate reference system'),
  ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', 'undefined geographic coordinate reference system'),
  ('WGS 84 geodetic', 4326, 'EPSG', 4326, '${geodetic.wgs84}', 'longitude/latitude coordinates in decimal degrees on the WGS 84 spheroid'),
  ('OSGB36 / British National Grid', 27700, 'EPSG', 27700, '${geodetic.britishNationalGrid}', 'eastings and northings in metres on the Airy 1830 spheroid');
`;

/** The table, its R*Tree and the triggers of annex F.3 that keep it. */
const areaTable = `
-- Geometry comes last, so that reading the other columns never touches its overflow pages. Areas without geometry are known from a lookup only.
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

INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change, srs_id)
VALUES ('area', 'features', 'area', 'All areas of all geographies', '1970-01-01T00:00:00.000Z', 4326);
INSERT INTO gpkg_geometry_columns VALUES ('area', 'geom', 'MULTIPOLYGON', 4326, 0, 0);
INSERT INTO gpkg_extensions
VALUES ('area', 'geom', 'gpkg_rtree_index', 'http://www.geopackage.org/spec120/#extension_rtree', 'write-only');
`;

/** Our own tables that make sense to someone who opens the file in a GIS. */
const attributeTables = ['geography', 'release', 'designation', 'indicator', 'cohort', 'period'];

const attributes = `
INSERT INTO gpkg_contents (table_name, data_type, identifier, last_change) VALUES
${attributeTables.map((name) => `  ('${name}', 'attributes', '${name}', '1970-01-01T00:00:00.000Z')`).join(',\n')};
`;

export const geopackageTables = `
PRAGMA application_id = 1196444487;
PRAGMA user_version = 10300;
${metadataTables}
${areaTable}
${attributes}
`;
