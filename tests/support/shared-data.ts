import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const PROJECT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/**
 * Where a file of the public data sets lies, which stand beside the project and are not part of
 * it; null when it is not there, and then a test that needs it is skipped with the reason.
 *
 * @example sharedData('mta/indicators.csv')
 */
export function sharedData(relativePath: string): string | null {
  const path = resolve(PROJECT, '../shared/data', relativePath);
  return existsSync(path) ? path : null;
}
