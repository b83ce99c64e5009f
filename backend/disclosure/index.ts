export { describeHidden } from './account.ts';
export { findUsualPolicy, listRestricted, settlePolicy } from './policy.ts';
export { compareLeaving } from './leaving-values.ts';
export { previewLeaving } from './preview.ts';
export {
  findTreatment,
  nameGroup,
  readUnderPolicy,
  treatGroup,
  Untreated,
  type GroupName,
  type ShownSum,
  type Terms,
  type TreatedGroup,
  type TreatedGroups,
  type Treatment,
} from './treatment.ts';
export { findTrueColumn, listFiner, type ColumnName, type FinerGeography } from './true-columns.ts';
export { checkAgainstWhatLeft, isNoted, listShown, listTold, type ListedAreas } from './what-left.ts';
export { keepPattern } from './kept-suppressions.ts';
