/**
 * The query of a source as its owner wrote it, and as it is sent: `:from` and `:to` become bound
 * parameters and are never put into the text. What the database is asked to allow is decided there, by a
 * read-only transaction; what is found here is found while the query is written.
 */

export const SOURCE_PARAMETERS = ['from', 'to'] as const;
export type SourceParameter = (typeof SOURCE_PARAMETERS)[number];

export interface BoundQuery {
  /** With `$1::date` for the first parameter that occurs, and so on. */
  readonly text: string;
  /** In the order of their numbers. */
  readonly parameters: readonly SourceParameter[];
}

/**
 * What of the text is SQL and what only looks like it: comments (nested ones by hand), texts, quoted names
 * and dollar quotes come whole; a parameter, a cast, a semicolon and a number with a dollar by themselves.
 */
const TOKEN =
  /--[^\n]*|\/\*|e'(?:[^'\\]|\\[\s\S]|'')*'|'(?:[^']|'')*'|"(?:[^"]|"")*"|\$([a-z_]\w*)?\$|::|:(?:from|to)\b|\$\d+|;|[a-z_]\w*|[\s\S]/giy;

interface Token {
  readonly kind: 'sql' | 'aside' | 'text';
  readonly text: string;
}

/**
 * The query with its parameters bound. Semicolons at the end fall away.
 *
 * @example
 * bindQuery("select ':to' as kpi from f where day >= :from and day < :to;")
 * // { text: "select ':to' as kpi from f where day >= $1::date and day < $2::date", parameters: ['from', 'to'] }
 */
export function bindQuery(query: string): BoundQuery {
  const parameters: SourceParameter[] = [];
  const numberOf = (parameter: SourceParameter): number => {
    if (!parameters.includes(parameter)) parameters.push(parameter);
    return parameters.indexOf(parameter) + 1;
  };
  const tokens = withoutEnd(tokensOf(query));
  const text = tokens
    .map(({ kind, text: token }) => {
      const parameter = kind === 'sql' ? parameterOf(token) : null;
      return parameter === null ? token : `$${numberOf(parameter)}::date`;
    })
    .join('');
  return { text: text.trim(), parameters };
}

/**
 * What is wrong with a query, as a sentence with its cure; null when nothing is to be seen.
 *
 * @example queryFault('select 1; delete from sales') // 'There is a second statement after the semicolon. …'
 */
export function queryFault(query: string): string | null {
  const tokens = withoutEnd(tokensOf(query)).filter(
    ({ kind, text }) => kind !== 'aside' && text.trim() !== '',
  );
  const [first] = tokens;
  if (first === undefined) return 'Write the query that gives the figures: SELECT … FROM …';
  if (tokens.some(({ kind, text }) => kind === 'sql' && text === ';')) {
    return 'There is a second statement after the semicolon. Keep one query.';
  }
  if (tokens.some(({ kind, text }) => kind === 'sql' && /^\$\d/.test(text))) {
    return 'Write :from and :to for the days asked for; there are no others, such as $1.';
  }
  return /^(select|with|values|table|\()$/i.test(first.text)
    ? null
    : 'A query begins with SELECT or WITH: a source only reads.';
}

function parameterOf(token: string): SourceParameter | null {
  const name = token.startsWith(':') ? token.slice(1).toLowerCase() : null;
  return name === 'from' || name === 'to' ? name : null;
}

function tokensOf(query: string): readonly Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < query.length; ) {
    TOKEN.lastIndex = at;
    const [text = query.slice(at), tag] = TOKEN.exec(query) ?? [];
    const token = tokenAt(query, at, text, tag ?? '');
    tokens.push(token);
    at += token.text.length;
  }
  return tokens;
}

function tokenAt(query: string, at: number, text: string, tag: string): Token {
  if (text === '/*') return { kind: 'aside', text: query.slice(at, endOfComment(query, at)) };
  if (text.startsWith('--')) return { kind: 'aside', text };
  // A dollar within a name is part of it.
  if (/^\$.*\$$/.test(text) && !/[\w$]/.test(query.charAt(at - 1))) {
    const close = query.indexOf(`$${tag}$`, at + text.length);
    return { kind: 'text', text: query.slice(at, close < 0 ? undefined : close + text.length) };
  }
  return { kind: /^(e?'|")/i.test(text) && text.length > 1 ? 'text' : 'sql', text };
}

/** Comments hold comments. */
function endOfComment(query: string, start: number): number {
  let depth = 0;
  const marks = /\/\*|\*\//g;
  marks.lastIndex = start;
  for (let found = marks.exec(query); found !== null; found = marks.exec(query)) {
    depth += found[0] === '/*' ? 1 : -1;
    if (depth === 0) return marks.lastIndex;
  }
  return query.length;
}

/** Without semicolons, blanks and comments at the end. */
function withoutEnd(tokens: readonly Token[]): readonly Token[] {
  const last = tokens.findLastIndex(
    ({ kind, text }) => kind !== 'aside' && text.trim() !== '' && !(kind === 'sql' && text === ';'),
  );
  return tokens.slice(0, last + 1);
}
