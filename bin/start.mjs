// npm start: installs and builds what is missing, then serves.
import './node-version.mjs';

import('./server.mjs');
