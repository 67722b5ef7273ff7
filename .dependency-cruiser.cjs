/**
 * The arrows of docs/architecture.md. tests/architecture.test.ts plants a violation of each and
 * wants it reported, and counts the modules: a guard that reads nothing is content with anything.
 */

/** What the packages' own addresses look like, wherever they are installed. */
const packages = (/** @type {string[]} */ ...names) => `(^|/)node_modules/(${names.join('|')})/`;

const DRIVERS = packages('kysely', 'pg', 'pg-[^/]+', '@electric-sql/pglite', '@types/pg');
const NEXT = packages('next');
const REACT = packages('react', 'react-dom', '@types/react', '@types/react-dom');

/** Facts to shapes and words: numbers, dates, addresses, sentences. Pure, so that anybody may use it. */
const DRAWING = '^lib/(chart|format|paths|words)';

/** What several verbs read in common; not verbs themselves. */
const SHARED_BY_USECASES =
  '^lib/usecases/((action-line|agree|context|figures|frame|overtaken|remembered|scope)|ingest/write|review/seen)\\.ts$';

/** `from` may import the files that match one of `allowed`, and no others of this project. */
const only = (name, comment, from, allowed, more = {}) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { pathNot: [...allowed], ...more },
});

/** Files of the project itself, as opposed to packages and what Node brings. */
const OURS = { dependencyTypesNot: ['core', 'npm', 'npm-dev', 'npm-optional', 'npm-peer'] };

module.exports = {
  forbidden: [
    only(
      'domain-is-pure',
      'Judgement is a pure function of facts: lib/domain imports nothing outside itself, no package, no Node module.',
      '^lib/domain/',
      ['^lib/domain/'],
    ),
    only(
      'db-knows-the-domain-only',
      'db turns rows into facts of the domain; it knows neither verbs nor pages.',
      '^db/',
      ['^db/', '^lib/domain/', '^lib/errors\\.ts$'],
      OURS,
    ),
    {
      name: 'drivers-stay-in-db',
      comment: 'Kysely, pg and PGlite appear in db and nowhere else: ask db/queries.',
      severity: 'error',
      from: { pathNot: ['^db/', '^tests/'] },
      to: { path: DRIVERS },
    },
    only(
      'usecases-take-their-world',
      'A use case is given database, principal and clock; it imports db, domain, errors, crypto, import, and how things are written.',
      '^lib/usecases/',
      [
        '^db/',
        '^lib/(domain|crypto|import|usecases)/',
        '^lib/(crypto|errors|import|schedule)\\.ts$',
        DRAWING,
      ],
    ),
    {
      name: 'usecases-call-no-other',
      comment: 'What two use cases share is a query or a rule, or belongs in the context.',
      severity: 'error',
      from: { path: '^lib/usecases/([^/.]+)' },
      to: { path: '^lib/usecases/', pathNot: ['^lib/usecases/$1[/.]', SHARED_BY_USECASES] },
    },
    only(
      'components-are-told',
      'A component is given data and server actions; of lib it imports what is pure.',
      '^components/',
      ['^components/', '^lib/domain/', DRAWING],
      OURS,
    ),
    only(
      'drawing-is-pure',
      'lib/chart, lib/format, lib/paths and lib/words turn facts into shapes and words.',
      DRAWING,
      ['^lib/domain/', DRAWING, packages('d3-[^/]+', '@types/d3-[^/]+')],
    ),
    only(
      'paper-is-told',
      'lib/pdf puts on paper what it is given, in a typeface that it is shown; it asks nobody.',
      '^lib/pdf/',
      [
        '^lib/pdf/',
        '^lib/domain/',
        DRAWING,
        packages(
          'd3-[^/]+',
          '@types/d3-[^/]+',
          'pdfkit',
          'fontkit',
          'bidi-js',
          '@types/pdfkit',
          '@types/fontkit',
        ),
      ],
      { dependencyTypesNot: ['core'] },
    ),
    only(
      'import-reads-files',
      'lib/import turns files into typed rows and rejections; it knows neither database nor verbs.',
      '^lib/import/',
      ['^lib/import/', '^lib/domain/', '^lib/errors\\.ts$'],
      OURS,
    ),
    {
      name: 'app-asks-use-cases',
      comment: 'Pages, routes and what wraps them reach the database through use cases.',
      severity: 'error',
      from: { path: '^(app/|lib/http/|proxy\\.ts$|instrumentation\\.ts$)' },
      to: { path: '^db/' },
    },
    {
      name: 'next-stays-outside',
      comment: 'Next is known to app, components, lib/auth, lib/http and the server program.',
      severity: 'error',
      from: {
        pathNot: [
          '^(app|components|lib/auth|lib/http)/',
          '^lib/(auth|http)\\.ts$',
          '^cli/serve\\.ts$',
          '^(next\\.config\\.js|next-env\\.d\\.ts|proxy\\.ts|instrumentation\\.ts)$',
          '^tests/',
        ],
      },
      to: { path: NEXT },
    },
    {
      name: 'react-stays-in-pages',
      comment: 'Verbs, rules and queries do not draw.',
      severity: 'error',
      from: {
        path: '^(db|cli|lib/(domain|usecases|import|chart|format|paths|words|runtime|errors|crypto))',
      },
      to: { path: REACT },
    },
    {
      name: 'runtime-is-behind-the-wall',
      comment:
        'Environment and clock are read in one place and handed on by lib/http, lib/auth and the command line.',
      severity: 'error',
      from: {
        pathNot: [
          '^lib/(auth|http)[/.]',
          '^cli/',
          '^tests/',
          '^lib/runtime\\.ts$',
          '^(proxy|instrumentation)\\.ts$',
        ],
      },
      to: { path: '^lib/runtime\\.ts$' },
    },
    {
      name: 'no-cycles',
      comment: 'Data goes one way.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'nothing-imports-app',
      comment: 'app is the outermost layer.',
      severity: 'error',
      from: { pathNot: ['^app/', '^tests/', '^next-env\\.d\\.ts$', '^\\.next/'] },
      to: { path: '^app/' },
    },
    {
      name: 'nothing-imports-programs',
      comment: 'cli and bin are programs; what others need of them belongs in lib.',
      severity: 'error',
      from: { pathNot: ['^(cli|bin|tests)/'] },
      to: { path: '^(cli|bin)/' },
    },
    {
      name: 'nothing-imports-tests',
      comment: 'The product does not know its tests.',
      severity: 'error',
      from: { pathNot: ['^tests/', '^(vitest|playwright)\\.config\\.ts$'] },
      to: { path: '^tests/' },
    },
    {
      name: 'product-without-dev-packages',
      comment: 'What runs in production is a dependency, not a development one.',
      severity: 'error',
      from: { path: '^(app|components|lib|db|cli)/' },
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
        pathNot: [packages('@types/[^/]+')],
      },
    },
    {
      name: 'nothing-unresolved',
      comment: 'An import that leads nowhere would pass every other rule.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules'] },
    // Hidden folders. Not all that begins with a dot: an import that leads nowhere is `./gone`.
    exclude: { path: ['^\\.[^./]', '^(public|docs|examples|coverage|test-results)/'] },
    moduleSystems: ['es6', 'cjs'],
    // Also imports of types alone: a type is knowledge too.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      exportsFields: ['exports'],
      extensions: ['.ts', '.tsx', '.mts', '.js', '.mjs', '.cjs', '.json', '.css', '.d.ts'],
      mainFields: ['module', 'main', 'types', 'typings'],
    },
    skipAnalysisNotInRules: true,
  },
};
