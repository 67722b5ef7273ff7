/** An embed as its form would have it typed. */
import type { CalendarDate } from './calendar';
import type { Embed } from './embed';
import type { TypedEmbed } from './embed-request';

/** What can be changed of an embed, as its form calls it. */
export const EMBED_LABELS = {
  title: 'Title',
  accent: 'Accent colour',
  theme: 'Colours',
  origins: 'Sites that may frame it',
  expires: 'Its last day',
} as const satisfies { readonly [field in keyof TypedEmbed]?: string };

/**
 * How an embed looks, who may frame it and until when, as typed into its form.
 *
 * @param lastDay on the organisation's clocks; null where it stands until it is taken back
 *
 * @example lookAsTyped(embed, '2026-12-31').expires // '2026-12-31'
 */
export function lookAsTyped(embed: Embed, lastDay: CalendarDate | null) {
  return {
    title: embed.title ?? '',
    accent: embed.accent ?? '',
    theme: embed.theme,
    size: embed.size,
    span: embed.span === null ? '' : String(embed.span),
    origins: embed.origins.join('\n'),
    expires: lastDay ?? '',
  } satisfies TypedEmbed;
}

/**
 * What an embed shows as a form would say it, so that only its look is read anew.
 *
 * @example subjectAsTyped(embed).kpi // 'delivered'
 */
export function subjectAsTyped(embed: Embed): TypedEmbed {
  const { kind, kpi, stage, team, journey, segment, place, grain, asOf } = embed;
  return {
    kind,
    kpi: kpi ?? '',
    stage: stage ?? '',
    team: team ?? '',
    journey: journey ?? '',
    segment: segment ?? '',
    place: place ?? '',
    grain: grain ?? '',
    asOf: asOf ?? '',
    signing: '',
  };
}
