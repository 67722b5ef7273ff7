/** What is not in is missing only where it was due. */
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';

import { Missing, type MissingProps } from '@/components/contrast/missing';

const figure = (slug: string, status: 'no_data' | 'not_yet_due') => ({
  kpi: { slug, name: slug },
  team: { slug: 't', name: 'T' },
  ...{ status, dueOn: '2026-11-25', stages: [], lens: 'silo' },
});

const summary = (...statuses: readonly ('no_data' | 'not_yet_due')[]) => {
  const missing = statuses.map((status, index) => figure(`k${index}`, status));
  const read = { figures: { missing, of: 10 }, organisation: { locale: 'en-GB' } };
  const html = renderToStaticMarkup(
    <Missing shown={read as unknown as MissingProps['shown']} view={{}} />,
  );
  return /<summary[^>]*>(.*?)<\/summary>/.exec(html)?.[1];
};

it.each([
  [summary('not_yet_due'), '1 of 10 figures not due yet'],
  [summary('not_yet_due', 'no_data'), '2 of 10 figures missing'],
  [summary('no_data'), '1 of 10 figures missing'],
])('%s', (said, expected) => expect(said).toBe(expected));
