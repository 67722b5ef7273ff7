/** Text over several lines, which SVG does not break by itself. */
import { clipText, type Face, textWidth } from './text';

/**
 * The text broken at spaces into lines no wider than `width`, at most so many; the last one says with an
 * ellipsis that there was more. A word that is wider than a line is cut.
 *
 * @example wrapText('delivered on the promised day', 100, { size: 12 }, 3) // ['delivered on', 'the promised', 'day']
 */
export function wrapText(text: string, width: number, face: Face, most: number): readonly string[] {
  const words = text.split(/\s+/).filter((word) => word !== '');
  const lines: string[] = [];
  let line = '';
  for (const [index, word] of words.entries()) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (textWidth(longer, face) <= width) {
      line = longer;
      continue;
    }
    if (lines.length + 1 === most) {
      return [...lines, clipText([line, ...words.slice(index)].join(' ').trim(), width, face)];
    }
    if (line !== '') lines.push(line);
    line = textWidth(word, face) <= width ? word : clipText(word, width, face);
  }
  return line === '' ? lines : [...lines, line];
}
