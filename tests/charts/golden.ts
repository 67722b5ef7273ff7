/**
 * Drawings against files that somebody has looked at. A drawing that differs is written beside its
 * file as `NAME-changed.svg`: look at it, and rename it if it is what was meant.
 */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect } from 'vitest';

import { markup } from '@/components/ui/markup';
import { standalone } from '@/lib/chart/palette';

const FOLDER = join(import.meta.dirname, 'golden');

/** One tag a line, numbers to 3 decimals, no class names, which depend on how it was built. */
function normalised(svg: string): string {
  const lines = svg
    .replace(/ class="[^"]*"/g, '')
    .replace(/-?\d+\.\d{4,}/g, (number) => String(Number(Number(number).toFixed(3))))
    .replace(/></g, '>\n<');
  return `${lines}\n`;
}

/** The drawing is the one in `golden/NAME.svg`. */
export function expectGolden(name: string, drawing: ReactElement): void {
  const file = join(FOLDER, `${name}.svg`);
  const changed = join(FOLDER, `${name}-changed.svg`);
  const html = renderToStaticMarkup(drawing);
  expect(markup(drawing), 'as pages draw it').toBe(html);
  const drawn = normalised(standalone(html));
  const known = existsSync(file) ? readFileSync(file, 'utf8') : '';
  if (known === drawn) rmSync(changed, { force: true });
  else writeFileSync(changed, drawn);
  expect(drawn, `look at ${name}-changed.svg`).toBe(known);
}
