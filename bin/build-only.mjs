// What `npm run build` does.
import { endChildrenWithUs } from './children.mjs';
import { ensureInstalled } from './install.mjs';
import { alone } from './lock.mjs';
import { ensureBuilt } from './pages.mjs';

/** @param {string} text */
const say = (text) => process.stdout.write(`${text}\n`);

try {
  endChildrenWithUs();
  await alone(say, async () => {
    await ensureInstalled({ dev: true, say });
    await ensureBuilt({ say });
  });
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}
