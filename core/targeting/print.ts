import type { CallNode, Expression, IndicatorNode } from './syntax.ts';

/** How tightly a node binds; a part that binds less than its place demands is put in parentheses. */
const binding = { or: 1, and: 2, not: 3, comparison: 4, sum: 5, product: 6, factor: 7 } as const;

/**
 * The canonical text of a rule or expression: lower-case words, one space about operators, cohort cuts sorted, and no
 * parenthesis that the grammar does not need. Parsing it gives the same tree again.
 */
export function printRule(rule: Expression): string {
  return print(rule, binding.or);
}

function print(node: Expression, least: number): string {
  const text = printNode(node);
  return bindingOf(node) < least ? `(${text})` : text;
}

function bindingOf(node: Expression): number {
  switch (node.kind) {
    case 'or':
      return binding.or;
    case 'and':
      return binding.and;
    case 'not':
      return binding.not;
    case 'comparison':
    case 'between':
      return binding.comparison;
    case 'arithmetic':
      return node.operator === '+' || node.operator === '-' ? binding.sum : binding.product;
    default:
      return binding.factor;
  }
}

function printNode(node: Expression): string {
  switch (node.kind) {
    case 'number':
      return String(node.value);
    case 'text':
      return `'${node.value.replaceAll("'", "''")}'`;
    case 'indicator':
      return printIndicator(node);
    case 'call':
      return printCall(node);
    case 'negate':
      return `-${print(node.operand, binding.factor)}`;
    case 'arithmetic': {
      const own = bindingOf(node);
      return `${print(node.left, own)} ${node.operator} ${print(node.right, own + 1)}`;
    }
    case 'comparison':
      return `${print(node.left, binding.sum)} ${node.operator} ${print(node.right, binding.sum)}`;
    case 'between':
      return `${print(node.subject, binding.sum)} between ${print(node.low, binding.sum)} and ${print(node.high, binding.sum)}`;
    case 'and':
    case 'or':
      return node.clauses.map((clause) => print(clause, binding[node.kind] + 1)).join(` ${node.kind} `);
    default:
      return `not ${print(node.operand, binding.comparison)}`;
  }
}

function printIndicator({ name, cohort, period }: IndicatorNode): string {
  return `${name}${cohort === 'all' ? '' : `[${cohort}]`}${period === null ? '' : `@${period}`}`;
}

function printCall(node: CallNode): string {
  return `${node.name}(${node.arguments.map((part) => print(part, binding.sum)).join(', ')})`;
}
