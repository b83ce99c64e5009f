import { describe, expect, it } from 'vitest';
import { searchCodesSql, searchHoldingSql, searchNamesSql, tileSql } from '../../../data/workspace/areas.ts';
import { Connection } from '../../../data/workspace/connection.ts';
import { columnSql, seriesSql } from '../../../data/workspace/observations.ts';
import { parentsSql } from '../../../data/workspace/links.ts';
import { pointsSql } from '../../../data/workspace/points.ts';
import { aWorkspace } from './build.ts';

/** What SQLite would do, one line a step. */
function planOf(sql: string): string[] {
  const connection = new Connection(aWorkspace().path, { readonly: true });
  try {
    const blanks = (sql.match(/\?\d+|\?/g) ?? []).map(() => null);
    const distinct = sql.includes('?1') ? new Set(sql.match(/\?\d+/g)).size : blanks.length;
    return connection
      .all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, ...Array<null>(distinct).fill(null))
      .map(({ detail }) => detail);
  } finally {
    connection.close();
  }
}

describe('the plan of a query that must be quick', () => {
  it('reads a column as one range of the primary key', () => {
    expect(planOf(columnSql)).toContain(
      'SEARCH observation USING PRIMARY KEY (indicator=? AND cohort=? AND period=? AND area>? AND area<?)',
    );
    expect(planOf(columnSql).join('\n')).not.toContain('SCAN');
  });

  it('reads a series by one key per period', () => {
    const plan = planOf(seriesSql);
    expect(plan).toContain('SEARCH h USING PRIMARY KEY (indicator=? AND cohort=?)');
    expect(plan).toContain('SEARCH o USING PRIMARY KEY (indicator=? AND cohort=? AND period=? AND area=?)');
    expect(plan.join('\n')).not.toContain('SCAN');
  });

  it('reads a tile through the R*Tree, then each area by its id', () => {
    const plan = planOf(tileSql);
    expect(plan[0]).toMatch(/^SCAN r VIRTUAL TABLE INDEX 2:/);
    expect(plan[1]).toBe('SEARCH a USING INTEGER PRIMARY KEY (rowid=?)');
    expect(plan).toHaveLength(2);
  });

  it('searches beginnings by range, and the rest in the index without touching geometry', () => {
    expect(planOf(searchCodesSql)).toEqual([
      'SEARCH area USING COVERING INDEX area_by_code (code>? AND code<?)',
    ]);
    expect(planOf(searchNamesSql)).toEqual([
      'SEARCH area USING COVERING INDEX area_by_name (name>? AND name<?)',
    ]);
    expect(planOf(searchHoldingSql)).toEqual(['SCAN area USING COVERING INDEX area_by_name']);
  });

  it('reads the points of a geography as one range of the primary key, in the order of its areas', () => {
    expect(planOf(pointsSql)).toEqual(['SEARCH area_point USING PRIMARY KEY (release=?)']);
  });

  it('reads parents as a range of children', () => {
    expect(planOf(parentsSql)[0]).toBe('SEARCH area_parent USING PRIMARY KEY (area>? AND area<?)');
  });
});
