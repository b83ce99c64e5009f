import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { transformSync } from 'rolldown/utils';

/** What a build puts into the page beside its code: style sheets, and addresses of workers. No test that runs here looks at it. */
const besidesCode = /\.css$|\?worker/;

/**
 * Node reads TypeScript, but no JSX: what the page is made of is turned into JavaScript when a test imports it, as the build does.
 * Preloaded in the processes of tests.
 */
registerHooks({
  load(url, context, next) {
    if (besidesCode.test(url)) return { format: 'module', source: 'export default "";', shortCircuit: true };
    if (!url.endsWith('.tsx')) return next(url, context);
    const path = fileURLToPath(url);
    const { code, errors } = transformSync(path, readFileSync(path, 'utf8'), { jsx: { runtime: 'automatic' } });
    if (errors.length > 0) throw new SyntaxError(`${path}: ${errors[0]!.message}`);
    return { format: 'module', source: code, shortCircuit: true };
  },
});
