/** Reads the project's own source files, for tests about the code itself. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import ts from 'typescript';

const FOLDERS = ['app', 'bin', 'cli', 'components', 'db', 'lib', 'tests'];
const SOURCE = /\.(ts|tsx|mjs)$/;

/** Paths of the project's sources, relative to its root, with `/` between their parts. */
export function sourceFiles(root: string): readonly string[] {
  const top = readdirSync(root).filter(
    (name) => /\.(ts|js)$/.test(name) && !name.endsWith('.d.ts'),
  );
  const under = FOLDERS.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => SOURCE.test(name))
      .map((name) => `${folder}/${name.replaceAll('\\', '/')}`),
  );
  return [...top, ...under].sort();
}

/** The lines that read the present: `Date.now`, `Date()`, `new Date()`, `performance.now`. */
export function readsClock(text: string): readonly string[] {
  return linesWhere(text, (node) => {
    if (ts.isNewExpression(node)) {
      return isNamed(node.expression, 'Date') && (node.arguments?.length ?? 0) === 0;
    }
    if (ts.isCallExpression(node)) return isNamed(node.expression, 'Date');
    return isMember(node, 'Date', 'now') || isMember(node, 'performance', 'now');
  });
}

/** The lines that read the process's environment. */
export function readsEnvironment(text: string): readonly string[] {
  return linesWhere(text, (node) => {
    if (ts.isImportSpecifier(node)) {
      const { moduleSpecifier } = node.parent.parent.parent;
      return (
        (node.propertyName ?? node.name).text === 'env' &&
        ts.isStringLiteral(moduleSpecifier) &&
        /^(node:)?process$/.test(moduleSpecifier.text)
      );
    }
    return isMember(node, 'process', 'env');
  });
}

function linesWhere(text: string, found: (node: ts.Node) => boolean): readonly string[] {
  const file = ts.createSourceFile('source.tsx', text, ts.ScriptTarget.Latest, true);
  const lines = new Map<number, string>();
  const visit = (node: ts.Node): void => {
    if (found(node)) {
      const { line } = file.getLineAndCharacterOfPosition(node.getStart(file));
      lines.set(line, text.split('\n')[line]?.trim() ?? '');
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return [...lines.values()];
}

/** `owner.member`, `owner['member']`, or `{ member } = owner`. */
function isMember(node: ts.Node, owner: string, member: string): boolean {
  if (ts.isPropertyAccessExpression(node)) {
    return node.name.text === member && isNamed(node.expression, owner);
  }
  if (ts.isElementAccessExpression(node)) {
    return (
      ts.isStringLiteralLike(node.argumentExpression) &&
      node.argumentExpression.text === member &&
      isNamed(node.expression, owner)
    );
  }
  if (ts.isBindingElement(node)) {
    const { parent } = node.parent;
    const taken = node.propertyName ?? node.name;
    return (
      ts.isIdentifier(taken) &&
      taken.text === member &&
      ts.isVariableDeclaration(parent) &&
      parent.initializer !== undefined &&
      isNamed(parent.initializer, owner)
    );
  }
  return false;
}

/** The name itself, or a member of that name of something else, as in `globalThis.Date`. */
function isNamed(node: ts.Node, name: string): boolean {
  if (ts.isIdentifier(node)) return node.text === name;
  return ts.isPropertyAccessExpression(node) && node.name.text === name;
}
