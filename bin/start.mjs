// npm start: installs and builds what is missing, then serves.
import './node-version.mjs';

await import('./server.mjs');
