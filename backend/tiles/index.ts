export { listFirstTiles } from './first-tiles.ts';
export { makeTiles, type Tiles } from './tiles.ts';
