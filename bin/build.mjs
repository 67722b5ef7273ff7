// npm run build: what `npm start` would build, without starting.
import './node-version.mjs';

import('./build-only.mjs');
