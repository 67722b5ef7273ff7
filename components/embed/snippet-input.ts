/** What snippets are made of, from an embed. */
import { aboutOf, type Embed } from '@/lib/domain/embed';
import { aboutText } from './embed-list';
import { INNER, MARGIN } from './face';
import type { SnippetInput } from './snippets';

/** A frame of the usual width that shows all without scrolling. */
const HEIGHTS = { kpi: 460, stage: 520, team: 480, journey: 660 } as const;

export function snippetInput(embed: Embed, token: string, base: string): SnippetInput {
  const title = aboutText(embed);
  return {
    base,
    token,
    title,
    alt: title,
    width: INNER[embed.size] + 2 * MARGIN,
    height: HEIGHTS[aboutOf(embed.kind) ?? 'journey'],
  };
}
