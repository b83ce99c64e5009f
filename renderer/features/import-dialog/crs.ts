/** Reference systems that British files come in. */
export const crsOptions = [
  { id: 'EPSG:27700', name: 'EPSG:27700', detail: 'British National Grid' },
  { id: 'EPSG:4326', name: 'EPSG:4326', detail: 'longitude and latitude' },
  { id: 'EPSG:3857', name: 'EPSG:3857', detail: 'web maps' },
  { id: 'EPSG:29902', name: 'EPSG:29902', detail: 'Irish Grid' },
];
