/** The lines of an NDJSON text, piece by piece; blank ones say nothing. */
import { LONGEST_RECORD, lineEnds, tooLong } from './csv-reader';
import type { JsonElement } from './json-reader';

export class NdjsonReader {
  line = 1;
  private text = '';

  push(piece: string): JsonElement[] {
    const lines = (this.text + piece).split('\n');
    this.text = lines.pop() ?? '';
    const found = this.elements(lines);
    if (this.text.length > LONGEST_RECORD) throw tooLong(this.line);
    return found;
  }

  end(): JsonElement[] {
    const found = this.elements([this.text]);
    this.text = '';
    return found;
  }

  get reached(): number {
    return this.line + lineEnds(this.text);
  }

  private elements(lines: readonly string[]): JsonElement[] {
    const found: JsonElement[] = [];
    for (const text of lines) {
      if (text.length > LONGEST_RECORD) throw tooLong(this.line);
      if (text.trim() !== '') found.push({ line: this.line, column: 1, text });
      this.line += 1;
    }
    return found;
  }
}
