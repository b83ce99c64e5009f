import type { DocumentTable, ExportDocument } from '#core/disclosure';
import { documentOfList } from '../../../backend/documents/priority-list.ts';
import { aList, aListedArea, aSquare } from './a-list.ts';

/** A list of three areas as a document, with all that a format may stumble over: marks, empty cells, formulas, markup, Welsh names. */
export function aDocument(further: DocumentTable[] = []): ExportDocument {
  const areas = [
    aListedArea({ name: 'Tŷ Gŵyr & <Sons> “001A”' }),
    aListedArea({
      rank: null,
      code: 'E01000002',
      name: '=HYPERLINK("http://evil","x")',
      status: 'unknown',
      confidence: 'unknown',
      values: { jsa_rate: null, jsa_claimants: null, working_age: 0 },
      unknown: { jsa_rate: 'missing', jsa_claimants: 'suppressed' },
      interval: {},
      reasons: ['jsa_claimants is suppressed, and a rate ≥ 10 cannot be told'],
    }),
    aListedArea({ rank: 2, code: 'E01000003', name: "O'Connell’s  Yard", values: { jsa_rate: 10.0004 } }),
  ];
  const list = aList({
    areas,
    title: 'Priority LSOAs',
    notes: ['4,912 of 36,920 claimants live in these areas.'],
  });
  const shapes = new Map(areas.map(({ code }, at) => [code, aSquare(-3 + at / 10, 53.4)]));
  return documentOfList(list, { shapes, further });
}

/** Two tables more: sites as points, under a name that sheets have no room for and that is there already, and one without a row. */
export function someFurtherTables(): DocumentTable[] {
  const columns: DocumentTable['columns'] = [
    { key: 'id', title: 'Id of the site', unit: null, type: 'text' },
    { key: 'places', title: 'Places in a year', unit: 'people', type: 'integer' },
  ];
  const sites: DocumentTable = {
    name: 'sites',
    sheet: 'Areas',
    holds: 'The sites: 2',
    columns,
    rows: [
      { id: 'a', cells: ['a', 1200], point: [-3.01, 53.42] },
      { id: 'b', cells: ['b', null] },
    ],
    geometry: 'points',
  };
  const sheet = 'Deliveries: what is said of each [in] full/half years';
  return [sites, { ...sites, name: 'deliveries', sheet, holds: 'No deliveries', rows: [], geometry: 'none' }];
}
