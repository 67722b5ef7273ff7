/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // They load files beside themselves, which a bundle would not have.
  serverExternalPackages: [
    '@electric-sql/pglite',
    'fontkit',
    'pdfkit',
    'pg',
    'prom-client',
    'sharp',
  ],
  // Loading all pages before the first is asked for takes a third of a start; each loads in some 20 ms.
  experimental: { preloadEntriesOnStart: false },
  // `npm test` checks the types of everything; a start need not do it again.
  typescript: { ignoreBuildErrors: true },
  // Otherwise Next looks for the root by lock files, also above this folder.
  turbopack: { root: import.meta.dirname },
};

export default config;
