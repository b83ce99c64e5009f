export { listWants, nameWant, readShelf, speaksOfProvision, type AccessShelf } from './rule-access.ts';
export { makeTargetList } from './target-list.ts';
