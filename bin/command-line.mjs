// Runs the TypeScript command line in this process, wherever it was called from.
import { whenAskedToEnd } from './asked.mjs';
import { endChildrenWithUs } from './children.mjs';
import { inClone } from './clone.mjs';
import { ensureInstalled, faultOf } from './install.mjs';
import { alone } from './lock.mjs';

/** Standard output belongs to the verb. @param {string} text */
const say = (text) => process.stderr.write(`${text}\n`);

try {
  if (faultOf({ dev: false }) !== null) {
    endChildrenWithUs();
    await alone(say, () => ensureInstalled({ dev: false, say }));
    whenAskedToEnd(null);
  }
  // The server's default, which must not depend on where one stands.
  process.env['DATA_DIR'] ||= inClone('.data');
  const { register } = await import('tsx/esm/api');
  register({ tsconfig: inClone('tsconfig.json') });
  await import(new URL('../cli/main.ts', import.meta.url).href);
} catch (error) {
  say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exitCode = 1;
}
