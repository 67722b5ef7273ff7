/** A class that its style sheet lacks is no class: the element looks as a browser draws it, and nothing says so. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');
const IMPORT = /^import (\w+) from '([^']+\.module\.css)';$/gm;

const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const matches = (text: string, pattern: RegExp) =>
  [...text.matchAll(pattern)].map(([, found = '']) => found);

const filesOf = (ending: RegExp): readonly string[] =>
  ['app', 'components'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => ending.test(file))
      .map((file) => join(folder, file)),
  );

/** The classes that a style sheet has. */
const classesIn = (sheet: string) =>
  new Set(matches(read(sheet).replaceAll(/\/\*.*?\*\//gs, ''), /\.([A-Za-z_][\w-]*)/g));

/** By style sheet: each class that is asked of it, and where; whole sheets that are read by a computed name. */
function asked() {
  const uses: { readonly file: string; readonly sheet: string; readonly name: string }[] = [];
  const computed = new Set<string>();
  for (const file of filesOf(/\.tsx?$/)) {
    const text = read(file);
    for (const [, local = '', from = ''] of text.matchAll(IMPORT)) {
      const sheet = from.startsWith('@/')
        ? from.slice(2)
        : relative(ROOT, join(ROOT, dirname(file), from));
      if (new RegExp(`\\b${local}\\[[^']`).test(text)) computed.add(sheet);
      for (const name of matches(text, new RegExp(`\\b${local}\\['([^']+)'\\]`, 'g'))) {
        uses.push({ file, sheet, name });
      }
    }
  }
  return { uses, computed };
}

describe('style sheets', () => {
  const { uses, computed } = asked();

  it('have every class that is asked of them', () => {
    expect(uses.length).toBeGreaterThan(500);
    const missing = uses.filter(({ sheet, name }) => !classesIn(sheet).has(name));
    expect(missing).toEqual([]);
  });

  it('have none that nobody asks for', () => {
    const sheets = filesOf(/\.module\.css$/);
    const idle = sheets
      .filter((sheet) => !computed.has(sheet))
      .flatMap((sheet) => {
        const wanted = new Set(uses.filter((use) => use.sheet === sheet).map(({ name }) => name));
        return [...classesIn(sheet)]
          .filter((name) => !wanted.has(name))
          .map((name) => `${sheet} .${name}`);
      });
    expect(idle).toEqual([]);
  });
});
