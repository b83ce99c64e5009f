export { checkRule } from './check.ts';
export { compareRules } from './compare-rules.ts';
export { completionsAt } from './complete.ts';
export type { Completion } from './complete.ts';
export { evaluateRule } from './evaluate.ts';
export { explainRule, makeExplainer } from './explain.ts';
export type { Explainer } from './explain.ts';
export { functionsOf, makeFunctionRegistry, ruleFunctions, signatureOf } from './functions.ts';
export type {
  ConditionFunction,
  FunctionDefinition,
  FunctionRegistry,
  NumberFunction,
  Parameter,
  ParameterKind,
  QuotedKind,
} from './functions.ts';
export { ruleInWords } from './in-words.ts';
export type { NumberWords } from './number-words.ts';
export {
  decimalsBeside,
  decimalsOfMargin,
  decimalsToTell,
  formatNumber,
  thresholdsBeside,
} from './number-text.ts';
export { parseExpression, parseRule } from './parse.ts';
export { poolToParents } from './pool.ts';
export { printRule } from './print.ts';
export { asksOfProvision, listProvisionNeeds } from './provision-needs.ts';
export { listQuotedNames } from './quoted-names.ts';
export { readValues } from './read-values.ts';
export type { ValuesRequest } from './read-values.ts';
export type { RuleNames, Speaker } from './speaker.ts';
export { childrenOf, listIndicatorNodes, walk } from './syntax.ts';
export type {
  ArithmeticNode,
  ArithmeticOperator,
  BetweenNode,
  CallNode,
  ComparisonNode,
  ComparisonOperator,
  Expression,
  IndicatorNode,
  LogicNode,
  NegateNode,
  NotNode,
  NumberNode,
  Rule,
  TextNode,
} from './syntax.ts';
export type {
  AccessRequest,
  AreaTable,
  OtherEdition,
  IndicatorEntry,
  ProvisionAccess,
  ProvisionNeed,
  StoredColumn,
  Vocabulary,
} from './table.ts';
export { tokenize } from './tokens.ts';
export type { Token, TokenKind } from './tokens.ts';
