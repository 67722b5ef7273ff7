/** The minutes of a review as sheets of paper. */
import { AppError } from '../errors';
import { minutesPdf } from '../pdf/minutes';
import { PAPERS, type Paper } from '../pdf/paper';
import { typefaces } from '../runtime';
import type { Context } from '../usecases/context';
import { minutesPage } from '../usecases/minutes';

export async function minutesOnPaper(
  context: Context,
  period: string,
  asked: { readonly series: string | undefined; readonly paper: string | undefined },
): Promise<Uint8Array<ArrayBuffer>> {
  const paper = readPaper(asked.paper);
  const view = await minutesPage(context, period, asked.series);
  return minutesPdf(view, { paper, typefaces: typefaces() });
}

function readPaper(asked: string | undefined): Paper {
  const named = (asked ?? 'a4').toLowerCase();
  const paper = PAPERS.find((each) => each === named);
  if (paper !== undefined) return paper;
  throw new AppError(
    'bad_paper',
    `There is no paper "${asked}" here. Ask for ${PAPERS.join(' or ')}.`,
    {
      status: 400,
    },
  );
}
