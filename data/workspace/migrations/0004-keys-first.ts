/** The attic's tables whose key did not come first, with their columns in the order in which they are stored. */
const tables: Record<string, { columns: Record<string, string>; key: string }> = {
  attic_area_parent: {
    columns: {
      area: 'INTEGER NOT NULL',
      parent: 'INTEGER NOT NULL',
      release: 'INTEGER NOT NULL',
      weight: 'REAL NOT NULL',
    },
    key: 'area, parent, release',
  },
  attic_area_change: {
    columns: {
      area: 'INTEGER NOT NULL',
      successor: 'INTEGER NOT NULL',
      release: 'INTEGER NOT NULL',
      weight: 'REAL NOT NULL',
      change: 'TEXT',
    },
    key: 'area, successor, release',
  },
  attic_benchmark: {
    columns: {
      indicator: 'TEXT NOT NULL',
      comparator: 'TEXT NOT NULL',
      period: 'INTEGER NOT NULL',
      release: 'INTEGER NOT NULL',
      value: 'REAL NOT NULL',
    },
    key: 'indicator, comparator, period, release',
  },
  attic_observation: {
    columns: {
      indicator: 'INTEGER NOT NULL',
      cohort: 'INTEGER NOT NULL',
      period: 'INTEGER NOT NULL',
      area: 'INTEGER NOT NULL',
      release: 'INTEGER NOT NULL',
      value: 'REAL',
      flag: 'INTEGER NOT NULL',
    },
    key: 'indicator, cohort, period, area, release',
  },
  attic_provider: {
    columns: {
      id: 'TEXT NOT NULL',
      release: 'INTEGER NOT NULL',
      name: 'TEXT NOT NULL',
      edited: 'TEXT',
    },
    key: 'id, release',
  },
  attic_programme: {
    columns: {
      id: 'TEXT NOT NULL',
      release: 'INTEGER NOT NULL',
      name: 'TEXT NOT NULL',
      provider: 'TEXT NOT NULL',
      edited: 'TEXT',
    },
    key: 'id, release',
  },
  attic_delivery: {
    columns: {
      id: 'TEXT NOT NULL',
      release: 'INTEGER NOT NULL',
      programme: 'TEXT NOT NULL',
      site: 'TEXT NOT NULL',
      stage:
        "TEXT NOT NULL CHECK (stage IN ('engagement', 'advice', 'pre_employment', 'job_entry', 'in_work', 'progression'))",
      funding_stream: 'TEXT NOT NULL',
      places: 'REAL',
      cost: 'REAL',
      first_day: 'TEXT',
      last_day: 'TEXT',
      eligible: 'TEXT NOT NULL',
      edited: 'TEXT',
    },
    key: 'id, release',
  },
  attic_performance: {
    columns: {
      provider: 'TEXT NOT NULL',
      programme: 'TEXT NOT NULL',
      area: 'INTEGER NOT NULL',
      period: 'INTEGER NOT NULL',
      release: 'INTEGER NOT NULL',
      starts: 'REAL',
      outcomes: 'REAL',
      sustained: 'REAL',
      cost: 'REAL',
      target: 'REAL',
      suppressed: 'INTEGER NOT NULL',
    },
    key: 'provider, programme, area, period, release',
  },
  attic_postcode: {
    columns: {
      code: 'TEXT NOT NULL',
      release: 'INTEGER NOT NULL',
      lon: 'REAL NOT NULL',
      lat: 'REAL NOT NULL',
      ended: 'TEXT',
    },
    key: 'code, release',
  },
  attic_postcode_area: {
    columns: {
      code: 'TEXT NOT NULL',
      geography: 'INTEGER NOT NULL',
      release: 'INTEGER NOT NULL',
      area: 'INTEGER NOT NULL',
    },
    key: 'code, geography, release',
  },
};

function relay(table: string, { columns, key }: (typeof tables)[string]): string {
  const names = Object.keys(columns).join(', ');
  const defined = Object.entries(columns).map(([name, type]) => `${name} ${type}`);
  return `
CREATE TEMP TABLE moved AS SELECT ${names} FROM main.${table};
DROP TABLE main.${table};
CREATE TABLE ${table} (
  ${defined.join(',\n  ')},
  PRIMARY KEY (${key})
) STRICT, WITHOUT ROWID;
INSERT INTO ${table} (${names}) SELECT ${names} FROM temp.moved;
DROP TABLE temp.moved;`;
}

/**
 * Lays tables without row ids out as they are stored, the key first. `PRAGMA integrity_check` of SQLite before 3.41, which
 * many a QGIS has, looks for NULLs by the declared order: where another column stands between, it takes the missing value of
 * a suppressed count for a missing flag.
 */
export const sql = Object.entries(tables)
  .map(([table, layout]) => relay(table, layout))
  .join('\n');
