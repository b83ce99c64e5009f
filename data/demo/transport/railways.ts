import type { Degrees } from '../land/plane.ts';

/** A railway by the places its stations are at. */
export interface Railway {
  id: string;
  name: string;
  stations: string[];
}

/** Four lines, stylised. */
export const railways: Railway[] = [
  {
    id: 'rail-coast',
    name: 'Coast line (synthetic)',
    stations: [
      'Southport Central',
      'Birkdale',
      'Ainsdale',
      'Formby East',
      'Hightown',
      'Blundellsands',
      'Seaforth',
      'Linacre',
      'Kirkdale',
      'Central',
      "St Michael's",
      'Cressington',
      'Allerton and Hunts Cross',
    ],
  },
  {
    id: 'rail-peninsula',
    name: 'Peninsula line (synthetic)',
    stations: [
      'West Kirby',
      'Hoylake and Meols',
      'Moreton West',
      'Leasowe and Moreton East',
      'Bidston and St James',
      'Birkenhead and Tranmere',
      'Central',
    ],
  },
  {
    id: 'rail-glass',
    name: 'Glass line (synthetic)',
    stations: [
      'Central',
      'Picton',
      'Wavertree',
      'Roby',
      "St Michael's Huyton",
      'Prescot West',
      'Thatto Heath',
      'Town Centre',
      'Earlestown',
      'Newton',
    ],
  },
  {
    id: 'rail-bridge',
    name: 'Bridge line (synthetic)',
    stations: [
      'Central',
      'Mossley Hill',
      'Allerton and Hunts Cross',
      'Halewood North',
      'Hough Green',
      'Kingsway',
      'West Bank',
      'Runcorn Mersey',
      'Halton Lea',
    ],
  },
];

/** The landing stages of the ferry, which goes round: Pier Head, Seacombe, Woodside, Pier Head. */
export const landings: { id: string; name: string; at: Degrees }[] = [
  { id: 'ferry-pier-head', name: 'Pier Head landing stage', at: [-2.9968, 53.4055] },
  { id: 'ferry-seacombe', name: 'Seacombe landing stage', at: [-3.0182, 53.4103] },
  { id: 'ferry-woodside', name: 'Woodside landing stage', at: [-3.0102, 53.3956] },
];
