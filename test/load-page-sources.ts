import { readFileSync } from 'node:fs';
import { createRequire, registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { isMainThread } from 'node:worker_threads';
import type { transformSync } from 'rolldown/utils';

interface Transformer {
  transformSync: typeof transformSync;
}

/** What a build puts into the page beside its code: style sheets, and addresses of workers. No test that runs here looks at it. */
const besidesCode = /\.css$|\?worker/;

const require = createRequire(import.meta.url);

/**
 * Node reads TypeScript, but no JSX: what the page is made of is turned into JavaScript when a test imports it, as the build does.
 * Preloaded in the processes of tests; their threads are the program's own and load nothing of the page.
 */
if (isMainThread)
  registerHooks({
    load(url, context, next) {
      if (besidesCode.test(url))
        return { format: 'module', source: 'export default "";', shortCircuit: true };
      if (!url.endsWith('.tsx')) return next(url, context);
      // Loaded late, because few test processes import any.
      const { transformSync } = require('rolldown/utils') as Transformer;
      const path = fileURLToPath(url);
      const { code, errors } = transformSync(path, readFileSync(path, 'utf8'), {
        jsx: { runtime: 'automatic' },
      });
      if (errors.length > 0) throw new SyntaxError(`${path}: ${errors[0]!.message}`);
      return { format: 'module', source: code, shortCircuit: true };
    },
  });
