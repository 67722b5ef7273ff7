import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { DARK, LIGHT, paint, standalone, type Tone } from '@/lib/chart/palette';
import { RENDITIONS, TEXT } from '@/lib/chart/renditions';

const ROOT = join(import.meta.dirname, '..', '..');
const sheet = readFileSync(join(ROOT, 'app', 'globals.css'), 'utf8');

/** The custom properties that hold a colour, of the rule with this selector. */
function colours(selector: string): Record<string, string> {
  const start = sheet.indexOf(`${selector} {`);
  const rule = start < 0 ? '' : sheet.slice(start, sheet.indexOf('}', start));
  return Object.fromEntries(
    [...rule.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)].map(([, name, value]) => [name, value]),
  );
}

/** WCAG 2.2, relative luminance of an sRGB colour. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** WCAG 2.2, contrast ratio: 1 to 21. */
function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

const GROUNDS: readonly Tone[] = ['paper', 'card', 'band', 'good-soft', 'risk-soft', 'bad-soft'];
const TEXTS: readonly Tone[] = ['ink', 'muted', 'good', 'bad', 'risk-ink'];
const MARKS: readonly Tone[] = ['good', 'risk', 'bad', 'mark', 'ink', 'muted'];
const pairs = (fronts: readonly Tone[]) =>
  fronts.flatMap((front) => GROUNDS.map((ground) => [front, ground] as const));

describe('contrast', () => {
  it('is computed as WCAG does', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 9);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
  });

  describe.each([
    ['light', colours(':root')],
    ['dark', colours(':root[data-theme="dark"]')],
  ])('%s', (_, palette) => {
    it.each(pairs(TEXTS))('text %s on %s is at least 4.5', (front, ground) => {
      expect(contrast(palette[front] ?? '', palette[ground] ?? '')).toBeGreaterThanOrEqual(4.5);
    });

    it.each(pairs(MARKS))('mark %s on %s is at least 3', (front, ground) => {
      expect(contrast(palette[front] ?? '', palette[ground] ?? '')).toBeGreaterThanOrEqual(3);
    });
  });
});

describe('palette', () => {
  it('is the one of the page', () => {
    expect(colours(':root')).toEqual(LIGHT);
    expect(colours(':root[data-theme="dark"]')).toEqual(DARK);
  });

  it('is as dark by choice as by the setting of the screen', () => {
    expect(colours(':root:not([data-theme="light"])')).toEqual(DARK);
  });

  it('is dark on screens only', () => {
    const dark = [...sheet.matchAll(/@media ([^{]+)\{\s*:root[^{]*\{\s*color-scheme: dark/g)];
    expect(dark.map(([, media]) => media?.trim())).toEqual([
      'screen and (prefers-color-scheme: dark)',
      'screen',
    ]);
  });
});

describe('standalone', () => {
  it('replaces every custom property by its value', () => {
    const svg = `<path fill="${paint('bad-soft')}" font-family="var(--font, system-ui, serif)"/>`;
    expect(standalone(svg)).toBe('<path fill="#fdf1ee" font-family="sans-serif"/>');
    expect(standalone(svg, DARK, 'Noto Sans')).toBe(
      '<path fill="#3b211d" font-family="Noto Sans"/>',
    );
  });

  it('keeps the fallback of what it does not know', () => {
    expect(standalone('var(--other, #123456)')).toBe('#123456');
  });
});

describe('renditions', () => {
  const styles = readFileSync(join(ROOT, 'components', 'charts', 'svg.module.css'), 'utf8');
  const from = (name: string) =>
    Number(new RegExp(`min-width: (\\d+)px\\) \\{\\s*\\.${name} \\{`).exec(styles)?.[1]);
  const most = (name: string) =>
    Number(
      new RegExp(
        `\\.fit${name === 'narrow' ? '' : `:has\\(> \\.${name}\\)`} \\{[^}]*max-width: (\\d+)px`,
      ).exec(styles)?.[1],
    );

  it.each([RENDITIONS.medium, RENDITIONS.broad, RENDITIONS.wide])(
    'shows $name only where its text is at least 11 px high',
    ({ name, width }) => {
      const height = (from(name) / width) * TEXT;
      expect(height).toBeGreaterThanOrEqual(11);
      expect(height).toBeLessThan(11.1);
    },
  );

  it.each(Object.values(RENDITIONS))(
    'shows $name with text of 15 px at most',
    ({ name, width }) => {
      expect((most(name) / width) * TEXT).toBe(15);
    },
  );
});
