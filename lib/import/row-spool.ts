/**
 * Rows on their way in, kept as a file of CSV until all have come: who sends slowly holds no transaction of
 * ours, and what follows reads them as it reads any file.
 */
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { openTable } from './open-table';
import { delimited, type Table } from './table';

export class RowSpool {
  rows = 0;
  bytes = 0;
  #folder: string | null = null;
  #file: FileHandle | null = null;

  /** The first call writes the header. */
  async add(
    rows: readonly (readonly (string | null)[])[],
    columns: readonly string[],
  ): Promise<void> {
    const head = this.#file === null ? [columns] : [];
    if (this.#file === null) {
      this.#folder = await mkdtemp(join(tmpdir(), 'throughline-rows-'));
      this.#file = await open(join(this.#folder, 'rows.csv'), 'wx', 0o600);
    }
    const text = [...head, ...rows].map((row) => `${delimited(row)}\n`).join('');
    this.rows += rows.length;
    this.bytes += Buffer.byteLength(text);
    await this.#file.write(text);
  }

  /** To be read once. */
  async table(): Promise<Table> {
    await this.#file?.close();
    const source = createReadStream(join(this.#folder ?? '', 'rows.csv'));
    return openTable(source, { format: 'csv', separator: ',', encoding: 'utf-8' });
  }

  async dispose(): Promise<void> {
    await this.#file?.close().catch(() => undefined);
    if (this.#folder !== null) await rm(this.#folder, { recursive: true, force: true });
  }
}
