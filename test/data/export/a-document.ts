import type { ExportDocument } from '#core/disclosure';
import { documentOfList } from '../../../backend/documents/priority-list.ts';
import { aList, aListedArea, aSquare } from './a-list.ts';

/** A list of three areas as a document, with all that a format may stumble over: marks, empty cells, formulas, markup, Welsh names. */
export function aDocument(): ExportDocument {
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
  return documentOfList(list, { shapes, further: [] });
}
