/** Tables of charts in pages elsewhere. */
import type { Generated, GeneratedAlways } from 'kysely';

interface EmbedTable {
  id: GeneratedAlways<number>;
  prefix: string;
  kind: string;
  kpi_id: number | null;
  stage_id: number | null;
  team_id: number | null;
  journey_id: number | null;
  segment_id: number | null;
  place_id: number | null;
  grain: string | null;
  span: number | null;
  theme: string;
  accent: string | null;
  title: string | null;
  size: string;
  as_of: string | null;
  origins: readonly string[];
  signing: string | null;
  signable: readonly string[];
  created_at: string;
  created_by: string;
  maker_id: number | null;
  expires_at: string | null;
  revoked_at: Generated<string | null>;
}

export interface EmbedTables {
  embed: EmbedTable;
  embed_secret: {
    embed_id: number;
    hash: string | null;
    key: string | null;
    replaced_at: Generated<string | null>;
  };
  embed_use: { embed_id: number; views: number; seen_at: string };
}
