// npm test: everything that continuous integration runs. npm run check: the fast part.
import './node-version.mjs';

await import('./stages.mjs');
