// npm run build: what `npm start` would build, without starting.
import './node-version.mjs';

await import('./build-only.mjs');
