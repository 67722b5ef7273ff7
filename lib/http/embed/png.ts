/** Drawings as pixels, with a typeface that is really there. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { holdTypefaces, setFontConfiguration } from '../../runtime';

/** Says where the typeface is that comes with the product; to be called before the first picture is made. */
export function prepareFonts(root: string, folder: string): void {
  const faces = join(root, 'node_modules', 'dejavu-fonts-ttf', 'ttf');
  holdTypefaces(faces);
  const escaped = faces.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const file = join(folder, 'fonts.conf');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(
    file,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${escaped}</dir>` +
      ['sans-serif', 'system-ui']
        .map(
          (family) =>
            `<alias><family>${family}</family><prefer><family>DejaVu Sans</family></prefer></alias>`,
        )
        .join('') +
      '</fontconfig>\n',
  );
  setFontConfiguration(file);
}

/** A drawing of whole pixels, at so many for each of its own. */
export async function pngOf(svg: string, scale: 1 | 2): Promise<Buffer> {
  const { default: sharp } = await import('sharp');
  // Memory that is kept for the same picture again is of no use: it is kept as a PNG.
  sharp.cache(false);
  return sharp(Buffer.from(svg), { density: 72 * scale, limitInputPixels: 16_000_000 })
    .png({ compressionLevel: 6, palette: true, colours: 128, effort: 3 })
    .toBuffer();
}
