/** The PDF reader that tests read with: Poppler, which reads what it is given and knows nothing of ours. */
import { execFileSync } from 'node:child_process';

import { aptInstall, isDebianRoot } from './browser';

export interface PdfReader {
  readonly text: string;
  readonly facts: string;
  readonly fonts: string;
}

const POPPLER: PdfReader = { text: 'pdftotext', facts: 'pdfinfo', fonts: 'pdffonts' };

/** Installed where that is possible; null where it is neither there nor to be had. */
export function pdfReader(): PdfReader | null {
  if (!isThere() && isDebianRoot()) aptInstall('poppler-utils');
  return isThere() ? POPPLER : null;
}

function isThere(): boolean {
  try {
    execFileSync(POPPLER.text, ['-v'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
