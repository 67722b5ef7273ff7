/** `GET /find` and `GET /newest`. */
import { z } from 'zod';

import { FOUND_KINDS } from '../domain/find';
import { asked, asOfAnswered, instant, name, read, text } from './schema';

export const findRead = read({
  path: '/find',
  name: 'getFound',
  summary:
    'Pages, teams, stages, moments and KPIs that have all the words asked for in their names.',
  query: z.object({
    q: z.string().optional().describe('Words or their beginnings; everything without.'),
    asOf: asked.asOf,
  }),
  answer: z.strictObject({
    asOf: asOfAnswered,
    found: z.array(
      z.strictObject({
        kind: z.enum(FOUND_KINDS),
        name,
        detail: text,
        href: z.string().startsWith('/').describe('Address of its page.'),
      }),
    ),
  }),
});

export const newestRead = read({
  path: '/newest',
  name: 'getNewest',
  summary: 'When figures and definitions last changed. Cheap: ask as often as you like.',
  query: z.object({}),
  answer: z.strictObject({
    asOf: asOfAnswered,
    figuresAt: instant.nullable(),
    definitionsAt: instant.nullable(),
    version: z.string().describe('Another one after every change.'),
  }),
});
