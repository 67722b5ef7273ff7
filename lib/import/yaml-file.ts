/**
 * Files that people write: YAML, of which JSON is a part. Every fault has its line. Size and depth are
 * checked first, since the parser's time and stack are not bounded by what it is given.
 */
import {
  type Document,
  isMap,
  isNode,
  isScalar,
  isSeq,
  Lexer,
  LineCounter,
  type Node,
  parseDocument,
  visit,
} from 'yaml';
import { quoted } from './wording';

/** What is wrong with a file that people write, where, and what to do. */
export interface FileFault {
  /** From 1. */
  readonly line: number;
  readonly column: number;
  /** Names and positions from the top: `kpis[3].accountable`; empty for the file as a whole. */
  readonly path: string;
  /** Both are sentences. */
  readonly message: string;
  readonly cure: string;
}

export type FilePath = readonly (string | number)[];

export interface YamlFile {
  readonly value: unknown;
  /** Where the value at a path stands; of a name, with `key`; else the nearest thing around it. */
  readonly locate: (path: FilePath, key?: string) => { line: number; column: number };
}

const DEEPEST = 40;
const MOST_FAULTS = 100;

/**
 * A path as people write it.
 *
 * @example pathText(['kpis', 3, 'unit']) // 'kpis[3].unit'
 */
export function pathText(path: FilePath): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? part : `${text}.${part}`;
  }, '');
}

const whole = (line: number, message: string, cure: string): FileFault => ({
  line,
  column: 1,
  path: '',
  message,
  cure,
});

/** Blocks nest by indentation or by dashes on one line, so no block is deeper than its first column. */
const INDENTED = /^[ \t]*(?:[-?:][ \t]+)*/;
const MOST_INDENTED = DEEPEST * 8;

function tooDeep(text: string): FileFault | null {
  const cure = 'A file of this kind nests six levels. Check the brackets and the indentation.';
  const lines = text.split('\n');
  const indented = lines.findIndex(
    (line) => (INDENTED.exec(line)?.[0].length ?? 0) > MOST_INDENTED,
  );
  if (indented >= 0) return whole(indented + 1, 'The file nests too deeply.', cure);
  let depth = 0;
  let line = 1;
  let before = '';
  for (const token of new Lexer().lex(text)) {
    // The lexer announces a scalar by a control character: a text that is a bracket is no bracket.
    const scalar = before === '\x1f';
    if (!scalar && (token === '[' || token === '{')) depth += 1;
    if (!scalar && (token === ']' || token === '}')) depth = Math.max(0, depth - 1);
    if (depth > DEEPEST) return whole(line, 'The file nests too deeply.', cure);
    line += token.split('\n').length - 1;
    before = token;
  }
  return null;
}

/** Keys that a map holds twice; the parser's own check takes the square of their number. */
function repeatedKeys(document: Document, counter: LineCounter): FileFault[] {
  const faults: FileFault[] = [];
  visit(document, {
    Map: (_, map) => {
      const seen = new Set<unknown>();
      for (const { key } of map.items) {
        const name = isScalar(key) ? key.value : key;
        if (seen.has(name) && isNode(key)) {
          const { line, col } = counter.linePos(key.range?.[0] ?? 0);
          const message = `${quoted(String(name))} is there twice.`;
          faults.push({ line, column: col, path: '', message, cure: 'Keep one of the two.' });
        }
        seen.add(name);
      }
    },
  });
  return faults;
}

function nodeAt(document: Document, path: FilePath): Node | null {
  let node: unknown = document.contents;
  let nearest: Node | null = isNode(node) ? node : null;
  for (const part of path) {
    const next = isMap(node) || isSeq(node) ? node.get(part, true) : undefined;
    if (!isNode(next)) return nearest;
    node = next;
    nearest = next;
  }
  return nearest;
}

function keyNode(node: Node | null, key: string): Node | null {
  if (!isMap(node)) return null;
  const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === key);
  return isNode(pair?.key) ? pair.key : null;
}

const CURES = {
  YAML: 'Quote texts that hold “: ” or begin with a sign, and check the indentation.',
  JSON: 'Check the commas, quotes and brackets before this place.',
} as const;

/** Reads a YAML or JSON text of at most that many letters. */
export function readYaml(
  source: string,
  longest: number,
  language: 'YAML' | 'JSON' = 'YAML',
): YamlFile | { faults: FileFault[] } {
  const text = source.startsWith('\uFEFF') ? source.slice(1) : source;
  if (text.trim() === '') {
    return { faults: [whole(1, 'The file is empty.', 'Give at least one section.')] };
  }
  if (text.length > longest) {
    const mib = (longest / 1_048_576).toFixed(longest < 1_048_576 ? 1 : 0);
    return { faults: [whole(1, `The file is longer than ${mib} MiB.`, 'Split it.')] };
  }
  const deep = tooDeep(text);
  if (deep !== null) return { faults: [deep] };
  const counter = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: counter,
    prettyErrors: false,
    uniqueKeys: false,
    stringKeys: true,
    logLevel: 'silent',
  });
  const faults = document.errors.slice(0, MOST_FAULTS).map((error): FileFault => {
    const { line, col } = counter.linePos(error.pos[0]);
    const cure = CURES[language];
    return {
      line,
      column: col,
      path: '',
      message: `Not ${language}: ${error.message.replace(/\.?$/, '.')}`,
      cure,
    };
  });
  if (faults.length === 0) faults.push(...repeatedKeys(document, counter).slice(0, MOST_FAULTS));
  if (faults.length > 0) return { faults };
  return withValue(document, counter);
}

function withValue(document: Document, counter: LineCounter): YamlFile | { faults: FileFault[] } {
  const locate: YamlFile['locate'] = (path, key) => {
    const node = nodeAt(document, path);
    const named = key === undefined ? null : keyNode(node, key);
    const { line, col } = counter.linePos((named ?? node)?.range?.[0] ?? 0);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  try {
    return { value: document.toJS({ maxAliasCount: 100 }), locate };
  } catch {
    // Only aliases fail here: one that leads nowhere, or a few that expand to millions.
    return {
      faults: [whole(1, 'An alias (*name) expands too far.', 'Write the values out instead.')],
    };
  }
}
