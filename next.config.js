/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // They load files beside themselves, which a bundle would not have.
  serverExternalPackages: ['@electric-sql/pglite', 'pg', 'prom-client', 'sharp'],
  // `npm test` checks the types of everything; a start need not do it again.
  typescript: { ignoreBuildErrors: true },
  // Embeds say themselves who may frame them.
  headers: async () => [{ source: '/((?!embed/|settings/embeds/preview).*)', headers: HEADERS }],
  // Otherwise Next looks for the root by lock files, also above this folder.
  turbopack: { root: import.meta.dirname },
};

/** Nothing here is to be framed, sniffed, or told to other sites. */
const HEADERS = [
  { key: 'Content-Security-Policy', value: "frame-ancestors 'none'" },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'Referrer-Policy', value: 'same-origin' },
];

export default config;
