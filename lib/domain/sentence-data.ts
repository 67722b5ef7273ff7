/** Whether figures come in and stay as they were: the sentence that opens the data pages. */
import type { FeedView } from './data-view';
import type { Sentence, Span } from './sentence';
import { counted } from './wording';

interface DataHrefs {
  readonly late: string;
  readonly never: string;
  readonly changed: string;
}

/**
 * The finding, with links to what it speaks of. Nothing defined says so; KPIs that never had a figure are
 * counted apart, as they are a gap and not late.
 *
 * @example plainText(dataSentence(view, hrefs))
 * // '3 of 64 KPIs wait for a figure that is due. 2 never had one. 12 refused rows are still open. …'
 */
export function dataSentence({ kpis, open, sources }: FeedView, hrefs: DataHrefs): Sentence {
  if (kpis.length === 0) return [{ text: 'No KPI is defined yet, so no figure is expected.' }];
  const late = kpis.filter(({ freshness }) => freshness === 'late' || freshness === 'stale').length;
  const never = kpis.filter(({ freshness }) => freshness === 'never').length;
  const changed = sources.reduce(
    (sum, { rates, others }) => sum + (rates?.figures ?? 0) + (others?.figures ?? 0),
    0,
  );
  return [
    ...lateSpans(late, kpis.length - never, hrefs),
    ...neverSpans(never, hrefs),
    ...openSpans(open.rows),
    ...changedSpans(changed, hrefs),
  ];
}

function lateSpans(late: number, of: number, { late: href }: DataHrefs): readonly Span[] {
  if (of === 0) return [];
  if (late === 0) {
    return [
      {
        text:
          of === 1
            ? 'The one KPI that reports is up to date.'
            : `All ${of} KPIs that report are up to date.`,
      },
    ];
  }
  return [
    { text: `${late} of ${counted(of, 'KPI', 'KPIs')}`, tone: 'bad', href },
    { text: ` ${late === 1 ? 'waits' : 'wait'} for a figure that is due.` },
  ];
}

function neverSpans(never: number, { never: href }: DataHrefs): readonly Span[] {
  if (never === 0) return [];
  return [
    { text: ' ' },
    { text: counted(never, 'KPI', 'KPIs'), href },
    { text: ' never had one.' },
  ];
}

function openSpans(rows: number): readonly Span[] {
  if (rows === 0) return [{ text: ' No refused row is open.' }];
  return [
    { text: ' ' },
    { text: counted(rows, 'refused row', 'refused rows'), tone: 'bad', href: '#open' },
    { text: ` ${rows === 1 ? 'is' : 'are'} still open.` },
  ];
}

function changedSpans(changed: number, { changed: href }: DataHrefs): readonly Span[] {
  if (changed === 0) return [{ text: ' No figure has changed since it was first known.' }];
  return [
    { text: ' ' },
    { text: counted(changed, 'figure', 'figures'), href },
    { text: ` ${changed === 1 ? 'says' : 'say'} something else than when first known.` },
  ];
}
