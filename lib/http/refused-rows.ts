/** The rows that a dry run refuses: the first of them to show, many of them to take away. */
import type { RefusedPreview } from '../domain/upload-view';
import type { ImportRow } from '../import/observations';
import { delimited, type Table } from '../import/table';
import { openRefusedFile } from '../import/upload-files';

const MOST_SHOWN = 50;
const MOST_KEPT = 10_000;
const LONGEST = 4_000;

type Rejected = Extract<ImportRow, { kind: 'rejected' }>;

/** A piece of a text keeps the whole text, here a block of the file, in memory. */
const copied = (text: string): string => Buffer.from(text.slice(0, LONGEST)).toString();

export class RefusedRows {
  readonly first: RefusedPreview[] = [];
  readonly #lines: string[] = [];

  add({ line, message, original }: Rejected): void {
    if (this.#lines.length >= MOST_KEPT) return;
    const text = copied(original).replaceAll('\0', '\ufffd');
    this.#lines.push(text);
    if (this.first.length < MOST_SHOWN) {
      this.first.push({
        line,
        message: copied(message).replaceAll('\0', '\ufffd'),
        original: text,
      });
    }
  }

  /** As a file of the kind that they came in, with its header; those of a workbook as CSV. */
  async write(
    folder: string,
    file: string,
    { format, header, headerText }: Pick<Table, 'format' | 'header' | 'headerText'>,
  ): Promise<void> {
    const isJson = format === 'json' || format === 'ndjson';
    const head = format === 'xlsx' ? delimited(header) : (headerText ?? '').replace(/[\r\n]+$/, '');
    const lines = isJson
      ? this.#lines.map((text) => text.replaceAll(/\s*[\r\n]\s*/g, ' '))
      : [head, ...this.#lines];
    const handle = await openRefusedFile(folder, file);
    try {
      if (this.#lines.length > 0) await handle.write(lines.map((line) => `${line}\n`).join(''));
    } finally {
      await handle.close();
    }
  }
}
