/** Which character separates the cells of a text. */
import { CsvReader } from './csv-reader';

/** In order of preference where two would do as well. */
const SEPARATORS = [',', ';', '\t', '|'] as const;

const SAMPLED_RECORDS = 50;

/** How well a separator explains the beginning of a text: columns of the header if most rows agree. */
function agreement(sample: string, separator: string): number {
  const reader = new CsvReader(separator);
  const complete = reader.push(sample);
  const records = (complete.length > 1 ? complete : [...complete, ...reader.end()]).slice(
    0,
    SAMPLED_RECORDS,
  );
  const columns = records[0]?.cells.length ?? 0;
  if (columns < 2) return 0;
  const alike = records.filter((record) => record.cells.length === columns).length;
  return alike / records.length + columns / 10_000;
}

/**
 * The separator with which most rows of the sample have as many cells as the header, more columns
 * first; a comma when there is one column only.
 *
 * @example guessSeparator('kpi;period;value\na;2026-01;1,5\n') // ';'
 */
export function guessSeparator(sample: string): string {
  let best: string = SEPARATORS[0];
  let most = 0;
  for (const separator of SEPARATORS) {
    const found = agreement(sample, separator);
    if (found > most) {
      best = separator;
      most = found;
    }
  }
  return best;
}
